using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.LoadGenerator;

/// <summary>The names of the public shop's load script.</summary>
internal static class LoadGeneratorTelemetry
{
    public static readonly TelemetryDefinition SessionStart = TelemetryDefinition.Span("user_session_start", "A customer came in.");
    public static readonly TelemetryDefinition Index = TelemetryDefinition.Span("user_index", "A customer looked at the home page.");
    public static readonly TelemetryDefinition BrowseProduct = TelemetryDefinition.Span("user_browse_product", "A customer looked at a product.");
    public static readonly TelemetryDefinition GetRecommendations = TelemetryDefinition.Span("user_get_recommendations", "A customer looked at what goes with a product.");
    public static readonly TelemetryDefinition GetAds = TelemetryDefinition.Span("user_get_ads", "A customer looked at ads.");
    public static readonly TelemetryDefinition ViewCart = TelemetryDefinition.Span("user_view_cart", "A customer looked into the cart.");
    public static readonly TelemetryDefinition AddToCart = TelemetryDefinition.Span("user_add_to_cart", "A customer put a product into the cart.");
    public static readonly TelemetryDefinition CheckoutSingle = TelemetryDefinition.Span("user_checkout_single", "A customer bought one product.");
    public static readonly TelemetryDefinition CheckoutMulti = TelemetryDefinition.Span("user_checkout_multi", "A customer bought several products.");
    public static readonly TelemetryDefinition FloodHome = TelemetryDefinition.Span("user_flood_home", "A customer asked for the home page many times in a row.");
    public static readonly TelemetryDefinition EvaluateFlag = TelemetryDefinition.Span("feature_flag.evaluate", "Looking up how much is to be shopped.");

    public static readonly TelemetryDefinition ProductId = TelemetryDefinition.Attribute("product.id", "string", "The product that the customer is about.");
    public static readonly TelemetryDefinition Category = TelemetryDefinition.Attribute("category", "string", "What the ads are to be about.");
    public static readonly TelemetryDefinition Quantity = TelemetryDefinition.Attribute("quantity", "int", "How many are put into the cart.");
    public static readonly TelemetryDefinition ItemCount = TelemetryDefinition.Attribute("item.count", "int", "How many products are bought together.");
    public static readonly TelemetryDefinition FloodCount = TelemetryDefinition.Attribute("flood.count", "int", "How many home pages are asked for in a row.");

    public static readonly TelemetryDefinition Iterations = TelemetryDefinition.Counter("k6.iterations", "{iteration}", "What customers did.");
    public static readonly TelemetryDefinition Users = TelemetryDefinition.UpDownCounter("k6.vus", "{user}", "Customers in the shop.");
}
