using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Email;

internal static partial class EmailLog
{
    [LoggerMessage(Level = LogLevel.Information, EventName = "email.confirmation_sent", Message = "Confirmation of order {OrderId} sent")]
    public static partial void ConfirmationSent(ILogger logger, string orderId);

    [LoggerMessage(
        Level = LogLevel.Information, EventName = "email.confirmation_repeated",
        Message = "Confirmation of order {OrderId} was already sent")]
    public static partial void ConfirmationRepeated(ILogger logger, string orderId);
}
