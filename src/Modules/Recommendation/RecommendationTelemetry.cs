using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Recommendation;

internal static class RecommendationTelemetry
{
    public static readonly Emitted GetProductList = Emitted.Span("get_product_list", "Choosing among the products of the catalogue.");

    public static readonly Emitted RecommendedCount = Emitted.Attribute("demo.product.recommended.count", "int", "How many products were recommended.");
    public static readonly Emitted ProductCount = Emitted.Attribute("demo.product.count", "int", "How many products there were to choose from; while the flag recommendationCacheFailure is on, how many ids its cache holds.");
    public static readonly Emitted FilteredCount = Emitted.Attribute("demo.product.filtered.count", "int", "How many of them the shopper does not look at already.");
    public static readonly Emitted FilteredList = Emitted.Attribute("demo.product.filtered.list", "string[]", "Those that were recommended.");
    public static readonly Emitted CacheIsOn = Emitted.Attribute("demo.feature_flag.recommendation_cache", "boolean", "The flag recommendationCacheFailure is on.");
    public static readonly Emitted CacheHit = Emitted.Attribute("demo.recommendation.cache_hit", "boolean", "While it is on: the cache was not added to.");

    public static readonly Emitted Type = Emitted.Attribute("recommendation.type", "string", "Where the counted recommendations come from: catalog.");
    public static readonly Emitted Requests = Emitted.Counter("demo.recommendation.requests", "{recommendation}", "Products recommended.");
}
