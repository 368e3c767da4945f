using AstronomyShop.Modules.Edge.Routing;
using AstronomyShop.SharedKernel.Primitives;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Edge.Middleware;

/// <summary>
/// Logs one record per request. The query is omitted because it may contain an address or a user id. The client address is omitted because it is
/// personal data.
/// </summary>
internal sealed class AccessLogMiddleware(RequestDelegate next, ILoggerFactory loggers, TimeProvider clock)
{
    private const string UnknownUpstream = "-";

    private readonly ILogger logger = loggers.CreateLogger(typeof(EdgeModule).Namespace!);

    public async Task InvokeAsync(HttpContext context)
    {
        var started = clock.GetTimestamp();
        var agent = UserAgentOf(context.Request);
        try
        {
            await next(context);
        }
        finally
        {
            // A path in known forms can neither inject a log line nor contain what somebody typed.
            var route = context.Features.Get<Route>();
            EdgeLog.Answered(
                logger,
                TelemetryForms.Method(context.Request.Method),
                TelemetryForms.Path(context.Request.Path.Value),
                context.Response.StatusCode,
                clock.GetElapsedTime(started).TotalMilliseconds,
                route?.Module ?? UnknownUpstream,
                route?.Prefix,
                TelemetryForms.Host(context.Request.Host.Host),
                context.Connection.LocalIpAddress?.ToString(),
                agent);
        }
    }

    private static string? UserAgentOf(HttpRequest request) => TelemetryForms.UserAgent(request.Headers.UserAgent.ToString());
}
