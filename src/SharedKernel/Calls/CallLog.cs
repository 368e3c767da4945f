using Microsoft.Extensions.Logging;

namespace AstronomyShop.SharedKernel.Calls;

internal static partial class CallLog
{
    [LoggerMessage(Level = LogLevel.Error, EventName = "call.handler_threw", Message = "{Method} threw; its caller is told UNKNOWN")]
    public static partial void HandlerThrew(ILogger logger, string method, Exception exception);
}
