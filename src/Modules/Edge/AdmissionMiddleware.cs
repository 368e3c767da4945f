using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AstronomyShop.Modules.Edge;

/// <summary>Turns away what should not come in, before it costs anybody behind the door anything.</summary>
internal sealed class AdmissionMiddleware(RequestDelegate next, ClientRateLimiter allowances)
{
    private static readonly PathString[] WritePaths = ["/api/cart", "/api/checkout", "/cart"];

    public Task InvokeAsync(HttpContext context)
    {
        // Browsers say of themselves where a request comes from; programs do not, and cannot be tricked into one.
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

    /// <summary>It is more than a look.</summary>
    public static bool Changes(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);

    private static bool IsReport(HttpRequest request) => request.Path.StartsWithSegments(OtlpIngestEndpoint.Prefix);

    // Carts and orders, by program or by form. Compared as the storefront's routes compare: in any case, with or without a slash at the end.
    private static bool IsWrite(HttpRequest request) =>
        Changes(request) && WritePaths.Any(path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));
}
