using Microsoft.Extensions.Logging;

namespace AstronomyShop.SharedKernel.FeatureFlags;

internal static partial class FlagLog
{
    [LoggerMessage(Level = LogLevel.Warning, EventName = "flags.keeper.away", Message = "Flag service is not reachable; the last known flag values stay in effect: {Problem}")]
    public static partial void FlagServiceUnavailable(ILogger logger, string problem);
}
