using System.Net.Mime;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Edge.Errors;

/// <summary>Responses of the edge itself, as problem details. They replace any response that was prepared before.</summary>
internal static class ProblemResponses
{
    private static readonly byte[] Overloaded = JsonSerializer.SerializeToUtf8Bytes(
        TypedResults.Problem("The shop is busy; try again in a moment.", statusCode: StatusCodes.Status503ServiceUnavailable).ProblemDetails, JsonSerializerOptions.Web);

    public static Task CrossSiteRejectedAsync(HttpContext context) =>
        WriteAsync(context, StatusCodes.Status403Forbidden, "Cross-site request rejected.");

    public static Task PayloadTooLargeAsync(HttpContext context) =>
        WriteAndCloseAsync(context, StatusCodes.Status413PayloadTooLarge, "The body is longer than 64 KiB.");

    public static Task BodyTimeoutAsync(HttpContext context) =>
        WriteAndCloseAsync(context, StatusCodes.Status408RequestTimeout, "The body did not arrive in time.");

    public static Task TooManyRequestsAsync(HttpContext context, TimeSpan retryAfter) =>
        WriteAsync(context, StatusCodes.Status429TooManyRequests, "Too many requests; try again in a moment.", retryAfter);

    public static Task EndpointNotFoundAsync(HttpContext context) =>
        WriteAsync(context, StatusCodes.Status404NotFound, "Only POST /otlp-http/v1/traces and POST /otlp-http/v1/logs are supported.");

    public static Task InvalidTelemetryAsync(HttpContext context, int status) =>
        WriteAsync(context, status, "Send spans and log events as OTLP, in JSON or protobuf, without compression.");

    public static Task RequestFailedAsync(HttpContext context, int status) =>
        WriteAsync(context, status, status < StatusCodes.Status500InternalServerError ? "The request is malformed." : "Something went wrong in the shop.");

    // Under overload this is the response to most requests, so it is written once.
    public static Task OverloadedAsync(HttpContext context)
    {
        context.Response.Clear();
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = MediaTypeNames.Application.ProblemJson;
        context.Response.ContentLength = Overloaded.Length;
        context.Response.Headers.RetryAfter = "1";
        return context.Response.Body.WriteAsync(Overloaded, context.RequestAborted).AsTask();
    }

    public static Task UpstreamUnavailableAsync(HttpContext context) => WriteAsync(
        context, StatusCodes.Status503ServiceUnavailable, "A part of the shop is not available; try again in a moment.", TimeSpan.FromSeconds(1));

    public static Task GatewayTimeoutAsync(HttpContext context) =>
        WriteAsync(context, StatusCodes.Status504GatewayTimeout, "The request took too long and was cancelled.");

    // The rest of the body is not read, so the connection is closed after the response; the header tells the client.
    private static Task WriteAndCloseAsync(HttpContext context, int status, string detail)
    {
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.Connection = "close";
            return Task.CompletedTask;
        });
        return WriteAsync(context, status, detail);
    }

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
