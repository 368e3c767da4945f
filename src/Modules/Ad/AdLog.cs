using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Ad;

internal static partial class AdLog
{
    [LoggerMessage(Level = LogLevel.Information, EventName = "ad.served", Message = "Returned {Count} ads for {Keys} keys: {RequestType} request, {ResponseType} response")]
    public static partial void Served(ILogger logger, int count, int keys, string requestType, string responseType);
}
