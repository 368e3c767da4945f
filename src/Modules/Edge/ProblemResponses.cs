using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Edge;

/// <summary>What the door itself answers, as problem details. Whatever stood in the answer before is gone.</summary>
internal static class ProblemResponses
{
    public static Task CrossSiteRejectedAsync(HttpContext context) =>
        WriteAsync(context, StatusCodes.Status403Forbidden, "Another site may not change anything here.");

    public static Task PayloadTooLargeAsync(HttpContext context)
    {
        // What is left of the body is not read, so the connection ends with the answer; the client is told before it sends more on it.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.Connection = "close";
            return Task.CompletedTask;
        });
        return WriteAsync(context, StatusCodes.Status413PayloadTooLarge, "The body is longer than 64 KiB.");
    }

    public static Task TooManyRequestsAsync(HttpContext context, TimeSpan retryAfter) =>
        WriteAsync(context, StatusCodes.Status429TooManyRequests, "That was too much at once; try again in a moment.", retryAfter);

    public static Task EndpointNotFoundAsync(HttpContext context) =>
        WriteAsync(context, StatusCodes.Status404NotFound, "Spans are taken at POST /otlp-http/v1/traces, nothing else is taken here.");

    public static Task InvalidTelemetryAsync(HttpContext context, int status) =>
        WriteAsync(context, status, "Spans are taken as OTLP, in JSON or protobuf, not packed.");

    public static Task RequestFailedAsync(HttpContext context, int status) =>
        WriteAsync(context, status, status < StatusCodes.Status500InternalServerError ? "The request is malformed." : "Something went wrong in the shop.");

    public static Task OverloadedAsync(HttpContext context) => WriteAsync(
        context, StatusCodes.Status503ServiceUnavailable, "The shop is full; try again in a moment.", TimeSpan.FromSeconds(1));

    public static Task UpstreamUnavailableAsync(HttpContext context) => WriteAsync(
        context, StatusCodes.Status503ServiceUnavailable, "A part of the shop does not answer; try again in a moment.", TimeSpan.FromSeconds(1));

    public static Task GatewayTimeoutAsync(HttpContext context) =>
        WriteAsync(context, StatusCodes.Status504GatewayTimeout, "The answer took too long; nobody waits for it any more.");

    private static Task WriteAsync(HttpContext context, int status, string detail, TimeSpan? retryAfter = null)
    {
        context.Response.Clear();
        if (retryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString("F0", null);
        }

        return TypedResults.Problem(detail, statusCode: status).ExecuteAsync(context);
    }
}
