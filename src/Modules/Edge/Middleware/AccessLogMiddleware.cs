using AstronomyShop.Modules.Edge.Routing;
using AstronomyShop.SharedKernel.Primitives;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Edge.Middleware;

/// <summary>
/// Logs one record per request, except those that exceed a limit. The query is omitted because it may contain an address or a user id. The client address is omitted because it is
/// personal data.
/// </summary>
internal sealed class AccessLogMiddleware(RequestDelegate next, ILoggerFactory loggers, TimeProvider clock)
{
    private const string UnknownUpstream = "-";

    private readonly ILogger logger = loggers.CreateLogger(typeof(EdgeModule).Namespace!);

    public async Task InvokeAsync(HttpContext context)
    {
        var started = clock.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            var route = context.Features.Get<Route>();
            if (!IsRejected(context, route))
            {
                Log(context, route, clock.GetElapsedTime(started));
            }
        }
    }

    // A path in known forms can neither inject a log line nor contain text that a user entered.
    private void Log(HttpContext context, Route? route, TimeSpan elapsed) => EdgeLog.Answered(
        logger,
        TelemetryForms.Method(context.Request.Method),
        TelemetryForms.Path(context.Request.Path.Value),
        context.Response.StatusCode,
        elapsed.TotalMilliseconds,
        route?.Module ?? UnknownUpstream,
        route?.Prefix,
        TelemetryForms.Host(context.Request.Host.Host),
        context.Connection.LocalIpAddress?.ToString(),
        TelemetryForms.UserAgent(context.Request.Headers.UserAgent.ToString()));

    // Over the limits of the port, or with a body that did not arrive, which is logged separately. Under overload these are most requests, and they must
    // cost almost nothing.
    private static bool IsRejected(HttpContext context, Route? route) => route is null
        && context.Response.StatusCode is StatusCodes.Status408RequestTimeout or StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable;
}
