using Microsoft.AspNetCore.Http;

namespace AstronomyShop.SharedKernel.Web;

/// <summary>Forwards a request to another module and returns its response, wherever that module runs.</summary>
public interface IForwarder
{
    /// <summary>Forwards the request to the module under the given path.</summary>
    /// <param name="context">The request and its response.</param>
    /// <param name="path">The path that the module receives.</param>
    /// <returns>False when the module could not be reached and no response has been started.</returns>
    Task<bool> ForwardAsync(HttpContext context, PathString path);
}
