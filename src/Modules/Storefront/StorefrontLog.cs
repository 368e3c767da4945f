using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Storefront;

internal static partial class StorefrontLog
{
    [LoggerMessage(Level = LogLevel.Warning, EventName = "storefront.without", Message = "Page shown without {What}: {Status}")]
    public static partial void ShownWithout(ILogger logger, string what, StatusCode status);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "storefront.neighbour_failed", Message = "{Method} {Path} failed: a called module returned {Status}")]
    public static partial void CallFailed(ILogger logger, string method, string path, StatusCode status);

    [LoggerMessage(Level = LogLevel.Error, EventName = "storefront.failed", Message = "{Method} {Path} failed")]
    public static partial void Failed(ILogger logger, string method, string path, Exception exception);
}
