using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Edge;

internal static partial class EdgeLog
{
    [LoggerMessage(Level = LogLevel.Information, EventName = "proxy.access", Message = "{Method} {Path} {StatusCode} {Milliseconds:F1} ms by {Upstream}")]
    public static partial void Answered(
        ILogger logger,
        string method,
        string path,
        int statusCode,
        double milliseconds,
        string upstream,
        string? urlTemplate,
        string? serverAddress,
        string? destinationAddress,
        string? userAgent);

    [LoggerMessage(Level = LogLevel.Debug, EventName = "edge.body_timed_out", Message = "Body of {Path} did not arrive in time")]
    public static partial void BodyTimedOut(ILogger logger, string path);

    [LoggerMessage(Level = LogLevel.Error, EventName = "edge.failed", Message = "{Method} {Path} failed")]
    public static partial void Failed(ILogger logger, string method, string path, Exception exception);
}
