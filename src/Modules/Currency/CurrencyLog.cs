using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Currency;

internal static partial class CurrencyLog
{
    [LoggerMessage(Level = LogLevel.Information, EventName = "currency.get_supported_currencies", Message = "Returned {Count} supported currencies")]
    public static partial void Listed(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Information, EventName = "currency.conversion", Message = "Converted from {FromCurrency} to {ToCurrency}")]
    public static partial void Converted(ILogger logger, string fromCurrency, string toCurrency);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "currency.conversion_failed", Message = "Conversion failed: {Reason}")]
    public static partial void Refused(ILogger logger, string reason);
}
