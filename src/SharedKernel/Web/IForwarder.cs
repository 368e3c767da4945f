using Microsoft.AspNetCore.Http;

namespace AstronomyShop.SharedKernel.Web;

/// <summary>Sends a request on to another module and its answer back, wherever that module runs.</summary>
public interface IForwarder
{
    /// <summary>Sends it to the module under the given path, and the answer back.</summary>
    /// <param name="context">The request, and where the answer goes.</param>
    /// <param name="path">The path the module sees.</param>
    /// <returns>False when the module could not be reached and nothing has been answered yet.</returns>
    Task<bool> ForwardAsync(HttpContext context, PathString path);
}
