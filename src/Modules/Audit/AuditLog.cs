using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Audit;

internal static partial class AuditLog
{
    [LoggerMessage(Level = LogLevel.Warning, EventName = "audit.snapshot_missing", Message = "{Service} returned no audit snapshot: {ErrorType}")]
    public static partial void SnapshotMissing(ILogger logger, string service, string errorType);
}
