using Microsoft.Extensions.Logging;

namespace AstronomyShop.SharedKernel.Rpc;

internal static partial class CallLog
{
    [LoggerMessage(Level = LogLevel.Error, EventName = "call.handler_threw", Message = "{Method} threw an exception; the caller receives UNKNOWN")]
    public static partial void HandlerThrew(ILogger logger, string method, Exception exception);
}
