using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Recommendation;

internal static class RecommendationTelemetry
{
    public static readonly TelemetryDefinition GetProductList = TelemetryDefinition.Span("get_product_list", "Choosing among the products of the catalogue.");

    public static readonly TelemetryDefinition RecommendedCount = TelemetryDefinition.Attribute("demo.product.recommended.count", "int", "How many products were recommended.");
    public static readonly TelemetryDefinition ProductCount = TelemetryDefinition.Attribute("demo.product.count", "int", "How many products there were to choose from; while the flag recommendationCacheFailure is on, how many ids its cache holds.");
    public static readonly TelemetryDefinition FilteredCount = TelemetryDefinition.Attribute("demo.product.filtered.count", "int", "How many of them the shopper does not look at already.");
    public static readonly TelemetryDefinition FilteredList = TelemetryDefinition.Attribute("demo.product.filtered.list", "string[]", "Those that were recommended.");
    public static readonly TelemetryDefinition CacheIsOn = TelemetryDefinition.Attribute("demo.feature_flag.recommendation_cache", "boolean", "The flag recommendationCacheFailure is on.");
    public static readonly TelemetryDefinition CacheHit = TelemetryDefinition.Attribute("demo.recommendation.cache_hit", "boolean", "While it is on: the cache was not added to.");

    public static readonly TelemetryDefinition Type = TelemetryDefinition.Attribute("recommendation.type", "string", "Where the counted recommendations come from: catalog.");
    public static readonly TelemetryDefinition Requests = TelemetryDefinition.Counter("demo.recommendation.requests", "{recommendation}", "Products recommended.");
}
