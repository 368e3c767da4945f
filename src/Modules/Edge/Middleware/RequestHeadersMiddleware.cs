using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Edge.Middleware;

/// <summary>
/// Sets the headers that modules behind the edge can trust. Headers that only a proxy may set are set by the edge; values from a trusted proxy
/// in front of it have already been applied to the request.
/// </summary>
internal sealed class RequestHeadersMiddleware(RequestDelegate next)
{
    private const string RequestId = "X-Request-Id";
    private const int MaxIdLength = 64;

    private static readonly string[] ProxyHeaders = ["Forwarded", "X-Forwarded-Host", "X-Forwarded-Prefix", "X-Original-For", "X-Original-Host", "X-Original-Proto", "X-Original-URL", "X-Real-IP"];

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        foreach (var name in headers.Keys.Where(IsProxyHeader).ToList())
        {
            headers.Remove(name);
        }

        headers["X-Forwarded-For"] = context.Connection.RemoteIpAddress?.ToString();
        headers["X-Forwarded-Proto"] = context.Request.Scheme;
        var id = headers[RequestId] is [{ } given] && IsSane(given) ? given : Guid.NewGuid().ToString();
        headers[RequestId] = id;
        context.Response.OnStarting(() =>
        {
            context.Response.Headers[RequestId] = id;
            return Task.CompletedTask;
        });
        return next(context);
    }

    private static bool IsProxyHeader(string name) =>
        ProxyHeaders.Contains(name, StringComparer.OrdinalIgnoreCase) || name.StartsWith("x-envoy-", StringComparison.OrdinalIgnoreCase);

    // The id is written into logs and responses.
    private static bool IsSane(string id) =>
        id.Length is > 0 and <= MaxIdLength && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
}
