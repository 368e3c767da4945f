using AstronomyShop.SharedKernel.Web;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Edge;

/// <summary>Where the paths that start so are answered.</summary>
/// <param name="Prefix">One that is cut ends with a slash.</param>
/// <param name="Module">By name.</param>
/// <param name="Forwarder">The way to it.</param>
internal sealed record Route(string Prefix, string Module, IForwarder Forwarder)
{
    /// <summary>The module does not see the prefix: <c>/images/Banner.png</c> is <c>/Banner.png</c> to it.</summary>
    public bool CutsPrefix { get; init; }

    public bool Matches(PathString path) => path.Value?.StartsWith(Prefix, StringComparison.Ordinal) == true;

    public PathString PathBehind(PathString path) => CutsPrefix ? new PathString(path.Value![(Prefix.Length - 1)..]) : path;
}
