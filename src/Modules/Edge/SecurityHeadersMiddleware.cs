using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Edge;

/// <summary>
/// The security headers of every answer, set at the last moment: an answer that comes over the wire brings headers of its own, and what
/// a module says of its content policy stands.
/// </summary>
internal sealed class SecurityHeadersMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";
            if (headers.ContentSecurityPolicy.Count == 0)
            {
                headers.ContentSecurityPolicy = "frame-ancestors 'self'";
            }

            return Task.CompletedTask;
        });
        return next(context);
    }
}
