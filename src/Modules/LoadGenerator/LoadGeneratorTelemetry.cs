using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.LoadGenerator;

/// <summary>The names of the public shop's load script.</summary>
internal static class LoadGeneratorTelemetry
{
    public static readonly Emitted SessionStart = Emitted.Span("user_session_start", "A customer came in.");
    public static readonly Emitted Index = Emitted.Span("user_index", "A customer looked at the home page.");
    public static readonly Emitted BrowseProduct = Emitted.Span("user_browse_product", "A customer looked at a product.");
    public static readonly Emitted GetRecommendations = Emitted.Span("user_get_recommendations", "A customer looked at what goes with a product.");
    public static readonly Emitted GetAds = Emitted.Span("user_get_ads", "A customer looked at ads.");
    public static readonly Emitted ViewCart = Emitted.Span("user_view_cart", "A customer looked into the cart.");
    public static readonly Emitted AddToCart = Emitted.Span("user_add_to_cart", "A customer put a product into the cart.");
    public static readonly Emitted CheckoutSingle = Emitted.Span("user_checkout_single", "A customer bought one product.");
    public static readonly Emitted CheckoutMulti = Emitted.Span("user_checkout_multi", "A customer bought several products.");
    public static readonly Emitted FloodHome = Emitted.Span("user_flood_home", "A customer asked for the home page many times in a row.");
    public static readonly Emitted EvaluateFlag = Emitted.Span("feature_flag.evaluate", "Looking up how much is to be shopped.");

    public static readonly Emitted ProductId = Emitted.Attribute("product.id", "string", "The product that the customer is about.");
    public static readonly Emitted Category = Emitted.Attribute("category", "string", "What the ads are to be about.");
    public static readonly Emitted Quantity = Emitted.Attribute("quantity", "int", "How many are put into the cart.");
    public static readonly Emitted ItemCount = Emitted.Attribute("item.count", "int", "How many products are bought together.");
    public static readonly Emitted FloodCount = Emitted.Attribute("flood.count", "int", "How many home pages are asked for in a row.");

    public static readonly Emitted Iterations = Emitted.Counter("k6.iterations", "{iteration}", "What customers did.");
    public static readonly Emitted Users = Emitted.UpDownCounter("k6.vus", "{user}", "Customers in the shop.");
}
