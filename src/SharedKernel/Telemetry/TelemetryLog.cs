using Microsoft.Extensions.Logging;

namespace AstronomyShop.SharedKernel.Telemetry;

internal static partial class TelemetryLog
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        EventName = "telemetry.not_delivered",
        Message = "Telemetry does not reach {BackEnd}: {Reason}. The shop goes on; {Lost} batches are lost so far")]
    public static partial void NotDelivered(ILogger logger, Uri backEnd, string reason, long lost);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "telemetry.target_threw", Message = "The observatory could not take {Signal}")]
    public static partial void TargetThrew(ILogger logger, string signal, Exception exception);
}
