using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Recommendation;

internal static class RecommendationTelemetry
{
    public static readonly TelemetryDefinition GetProductList = TelemetryDefinition.Span("get_product_list", "Selects products of the catalogue.");

    public static readonly TelemetryDefinition RecommendedCount = TelemetryDefinition.Attribute("demo.product.recommended.count", "int", "The number of recommended products.");
    public static readonly TelemetryDefinition ProductCount = TelemetryDefinition.Attribute("demo.product.count", "int", "The number of products to choose from; while the flag recommendationCacheFailure is on, the number of ids in its cache.");
    public static readonly TelemetryDefinition FilteredCount = TelemetryDefinition.Attribute("demo.product.filtered.count", "int", "The number of those that the shopper is not already viewing.");
    public static readonly TelemetryDefinition FilteredList = TelemetryDefinition.Attribute("demo.product.filtered.list", "string[]", "The ids of the recommended products.");
    public static readonly TelemetryDefinition CacheIsOn = TelemetryDefinition.Attribute("demo.feature_flag.recommendation_cache", "boolean", "Whether the flag recommendationCacheFailure is on.");
    public static readonly TelemetryDefinition CacheHit = TelemetryDefinition.Attribute("demo.recommendation.cache_hit", "boolean", "While the flag is on: whether the cache was used without adding to it.");

    public static readonly TelemetryDefinition Type = TelemetryDefinition.Attribute("recommendation.type", "string", "The source of the recommendations: catalog.");
    public static readonly TelemetryDefinition Requests = TelemetryDefinition.Counter("demo.recommendation.requests", "{recommendation}", "Products recommended.");
}
