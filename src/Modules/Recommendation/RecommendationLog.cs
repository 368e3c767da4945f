using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Recommendation;

internal static partial class RecommendationLog
{
    [LoggerMessage(
        Level = LogLevel.Information, EventName = "recommendation.listed",
        Message = "Recommended {Recommended} products for {Seen} viewed products")]
    public static partial void Listed(ILogger logger, int recommended, int seen);
}
