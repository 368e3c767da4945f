using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Recommendation;

internal static partial class RecommendationLog
{
    [LoggerMessage(Level = LogLevel.Information, EventName = "recommendation.listed", Message = "{Recommended} products go with {Seen} others")]
    public static partial void Listed(ILogger logger, int recommended, int seen);
}
