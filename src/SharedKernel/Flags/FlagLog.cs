using Microsoft.Extensions.Logging;

namespace AstronomyShop.SharedKernel.Flags;

internal static partial class FlagLog
{
    [LoggerMessage(Level = LogLevel.Warning, EventName = "flags.keeper.away", Message = "Flags cannot be followed, the last known values hold: {Problem}")]
    public static partial void FlagServiceUnavailable(ILogger logger, string problem);
}
