using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Edge;

/// <summary>What the door itself answers, as problem details. Whatever stood in the answer before is gone.</summary>
internal static class Problems
{
    public static Task CrossSite(HttpContext context) =>
        Answer(context, StatusCodes.Status403Forbidden, "Another site may not change anything here.");

    public static Task TooLong(HttpContext context)
    {
        // What is left of the body is not read, so the connection ends with the answer; the client is told before it sends more on it.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.Connection = "close";
            return Task.CompletedTask;
        });
        return Answer(context, StatusCodes.Status413PayloadTooLarge, "The body is longer than 64 KiB.");
    }

    public static Task TooMany(HttpContext context, TimeSpan retryAfter) =>
        Answer(context, StatusCodes.Status429TooManyRequests, "That was too much at once; try again in a moment.", retryAfter);

    public static Task NoSuchDoor(HttpContext context) =>
        Answer(context, StatusCodes.Status404NotFound, "Spans are taken at POST /otlp-http/v1/traces and log events at POST /otlp-http/v1/logs.");

    public static Task NotTelemetry(HttpContext context, int status) =>
        Answer(context, status, "Spans and log events are taken as OTLP, in JSON or protobuf, not packed.");

    public static Task Failed(HttpContext context, int status) =>
        Answer(context, status, status < StatusCodes.Status500InternalServerError ? "The request is malformed." : "Something went wrong in the shop.");

    public static Task Full(HttpContext context) => Answer(
        context, StatusCodes.Status503ServiceUnavailable, "The shop is full; try again in a moment.", TimeSpan.FromSeconds(1));

    public static Task Unreachable(HttpContext context) => Answer(
        context, StatusCodes.Status503ServiceUnavailable, "A part of the shop does not answer; try again in a moment.", TimeSpan.FromSeconds(1));

    public static Task TookTooLong(HttpContext context) =>
        Answer(context, StatusCodes.Status504GatewayTimeout, "The answer took too long; nobody waits for it any more.");

    private static Task Answer(HttpContext context, int status, string detail, TimeSpan? retryAfter = null)
    {
        context.Response.Clear();
        if (retryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString("F0", null);
        }

        return TypedResults.Problem(detail, statusCode: status).ExecuteAsync(context);
    }
}
