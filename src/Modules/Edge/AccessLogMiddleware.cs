using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Edge;

/// <summary>
/// One line per request. The query is left out: an address or a shopper's id may stand in it. So is where the request came from: an
/// address on the net is a person's.
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
            // Encoded as it came over the wire, so that no path can write a line of its own.
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

    // Robots like to leave the e-mail address of their keeper there.
    private static string? UserAgentOf(HttpRequest request)
    {
        var agent = request.Headers.UserAgent.ToString();
        var isLogged = agent.Length > 0 && !agent.Contains('@', StringComparison.Ordinal) && !agent.Contains("%40", StringComparison.Ordinal);
        return isLogged ? agent[..Math.Min(agent.Length, MaxUserAgentLength)] : null;
    }
}
