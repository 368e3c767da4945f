using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AstronomyShop.Modules.Edge;

/// <summary>
/// Rejects requests that must not reach a module: cross-site changes, bodies that are too large, and clients over their rate limit.
/// </summary>
internal sealed class AdmissionMiddleware(RequestDelegate next, ClientRateLimiter allowances)
{
    private static readonly PathString[] WritePaths = ["/api/cart", "/api/checkout", "/cart"];

    public Task InvokeAsync(HttpContext context)
    {
        // Browsers report where a request originates; other programs do not, and cannot be tricked into sending one.
        if (Changes(context.Request) && context.Request.Headers["Sec-Fetch-Site"] == "cross-site")
        {
            return ProblemResponses.CrossSiteRejectedAsync(context);
        }

        if (context.Request.ContentLength > context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize)
        {
            return ProblemResponses.PayloadTooLargeAsync(context);
        }

        var client = context.Connection.RemoteIpAddress;
        return (IsWrite(context.Request) && !allowances.TryWrite(client, out var retryAfter)) || (IsReport(context.Request) && !allowances.TryReport(client, out retryAfter))
            ? ProblemResponses.TooManyRequestsAsync(context, retryAfter)
            : next(context);
    }

    /// <summary>Whether the request may change something.</summary>
    public static bool Changes(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);

    private static bool IsReport(HttpRequest request) => request.Path.StartsWithSegments(OtlpIngestEndpoint.Prefix);

    // Cart changes and orders, by API or by form. Compared as the storefront's routes are: case-insensitively, with or without a trailing slash.
    private static bool IsWrite(HttpRequest request) =>
        Changes(request) && WritePaths.Any(path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));
}
