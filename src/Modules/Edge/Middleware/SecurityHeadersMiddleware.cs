using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Edge.Middleware;

/// <summary>
/// Sets the security headers of every response just before it is sent: a forwarded response brings headers from its module, and a content
/// security policy set by the module is kept.
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
