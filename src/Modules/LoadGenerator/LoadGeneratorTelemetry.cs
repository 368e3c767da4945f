using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.LoadGenerator;

/// <summary>The telemetry of the load generator, with the names of the public shop's load script.</summary>
internal static class LoadGeneratorTelemetry
{
    public static readonly TelemetryDefinition SessionStart = TelemetryDefinition.Span("user_session_start", "A user starts a session.");
    public static readonly TelemetryDefinition Index = TelemetryDefinition.Span("user_index", "A user opens the home page.");
    public static readonly TelemetryDefinition BrowseProduct = TelemetryDefinition.Span("user_browse_product", "A user opens a product.");
    public static readonly TelemetryDefinition GetRecommendations = TelemetryDefinition.Span("user_get_recommendations", "A user requests recommendations for a product.");
    public static readonly TelemetryDefinition GetAds = TelemetryDefinition.Span("user_get_ads", "A user requests ads.");
    public static readonly TelemetryDefinition ViewCart = TelemetryDefinition.Span("user_view_cart", "A user opens the cart.");
    public static readonly TelemetryDefinition AddToCart = TelemetryDefinition.Span("user_add_to_cart", "A user adds a product to the cart.");
    public static readonly TelemetryDefinition CheckoutSingle = TelemetryDefinition.Span("user_checkout_single", "A user buys one product.");
    public static readonly TelemetryDefinition CheckoutMulti = TelemetryDefinition.Span("user_checkout_multi", "A user buys several products.");
    public static readonly TelemetryDefinition FloodHome = TelemetryDefinition.Span("user_flood_home", "A user requests the home page many times in a row.");
    public static readonly TelemetryDefinition EvaluateFlag = TelemetryDefinition.Span("feature_flag.evaluate", "Evaluates a flag of the load generator.");

    public static readonly TelemetryDefinition ProductId = TelemetryDefinition.Attribute("product.id", "string", "The product of the task.");
    public static readonly TelemetryDefinition Category = TelemetryDefinition.Attribute("category", "string", "The category of the requested ads.");
    public static readonly TelemetryDefinition Quantity = TelemetryDefinition.Attribute("quantity", "int", "The quantity added to the cart.");
    public static readonly TelemetryDefinition ItemCount = TelemetryDefinition.Attribute("item.count", "int", "The number of products in the order.");
    public static readonly TelemetryDefinition FloodCount = TelemetryDefinition.Attribute("flood.count", "int", "The number of home page requests in a row.");

    public static readonly TelemetryDefinition Iterations = TelemetryDefinition.Counter("k6.iterations", "{iteration}", "Completed tasks of simulated users.");
    public static readonly TelemetryDefinition Users = TelemetryDefinition.UpDownCounter("k6.vus", "{user}", "Active simulated users.");
}
