using AstronomyShop.SharedKernel.Web;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Edge.Routing;

/// <summary>A route from a path prefix to a module.</summary>
/// <param name="Prefix">The path prefix; it ends with a slash if it is removed.</param>
/// <param name="Module">The name of the module.</param>
/// <param name="Forwarder">The forwarder to the module.</param>
internal sealed record Route(string Prefix, string Module, IForwarder Forwarder)
{
    /// <summary>The prefix is removed before forwarding: <c>/images/Banner.png</c> becomes <c>/Banner.png</c>.</summary>
    public bool CutsPrefix { get; init; }

    public bool Matches(PathString path) => path.Value?.StartsWith(Prefix, StringComparison.Ordinal) == true;

    public PathString PathBehind(PathString path) => CutsPrefix ? new PathString(path.Value![(Prefix.Length - 1)..]) : path;
}
