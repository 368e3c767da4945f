using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Quote;

internal static partial class QuoteLog
{
    [LoggerMessage(Level = LogLevel.Information, EventName = "quote.calculated", Message = "Quote for {Items} items: {Total}")]
    public static partial void Calculated(ILogger logger, int items, Money total, double quoteTotal);
}
