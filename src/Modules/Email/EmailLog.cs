using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Email;

internal static partial class EmailLog
{
    [LoggerMessage(Level = LogLevel.Information, EventName = "email.confirmation_sent", Message = "Order {OrderId} is confirmed")]
    public static partial void ConfirmationSent(ILogger logger, string orderId);

    [LoggerMessage(Level = LogLevel.Information, EventName = "email.confirmation_repeated", Message = "Order {OrderId} had been confirmed before")]
    public static partial void ConfirmationRepeated(ILogger logger, string orderId);
}
