using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Edge;

/// <summary>
/// Logs one record per request. The query is omitted because it may contain an address or a user id. The client address is omitted because it is
/// personal data.
/// </summary>
internal sealed class AccessLogMiddleware(RequestDelegate next, ILoggerFactory loggers, TimeProvider clock)
{
    private const string UnknownUpstream = "-";
    private const int MaxUserAgentLength = 256;

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
            // Encoded as received, so that a path cannot inject a log line.
            var route = context.Features.Get<Route>();
            EdgeLog.Answered(
                logger,
                context.Request.Method,
                context.Request.Path.ToUriComponent(),
                context.Response.StatusCode,
                clock.GetElapsedTime(started).TotalMilliseconds,
                route?.Module ?? UnknownUpstream,
                route?.Prefix,
                context.Request.Host.Host,
                context.Connection.LocalIpAddress?.ToString(),
                agent);
        }
    }

    // Crawlers often put an e-mail address into the user agent.
    private static string? UserAgentOf(HttpRequest request)
    {
        var agent = request.Headers.UserAgent.ToString();
        var isLogged = agent.Length > 0 && !agent.Contains('@', StringComparison.Ordinal) && !agent.Contains("%40", StringComparison.Ordinal);
        return isLogged ? agent[..Math.Min(agent.Length, MaxUserAgentLength)] : null;
    }
}
