using Microsoft.Extensions.Logging;

namespace AstronomyShop.SharedKernel.Telemetry;

internal static partial class TelemetryLog
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        EventName = "telemetry.not_delivered",
        Message = "Telemetry export to {BackEnd} failed: {Reason}. The shop continues to run; {Lost} batches lost so far")]
    public static partial void NotDelivered(ILogger logger, Uri backEnd, string reason, long lost);
}
