using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Cart;

internal static class CartTelemetry
{
    public static readonly TelemetryDefinition FetchCart = TelemetryDefinition.Event("Fetch cart", "A cart is about to be read.");
    public static readonly TelemetryDefinition EmptyCart = TelemetryDefinition.Event("Empty cart", "A cart is about to be emptied.");

    public static readonly TelemetryDefinition ProductId = TelemetryDefinition.Attribute("demo.product.id", "string", "The product that was put into the cart.");
    public static readonly TelemetryDefinition ProductQuantity = TelemetryDefinition.Attribute("demo.product.quantity", "int", "How many of it; less than 0 takes some out.");
    public static readonly TelemetryDefinition ItemsCount = TelemetryDefinition.Attribute("demo.cart.items.count", "int", "How many items the cart holds, quantities added up.");

    public static readonly TelemetryDefinition AddItemLatency = TelemetryDefinition.Histogram("demo.cart.add_item.latency", "s", "How long putting a product into a cart took.");
    public static readonly TelemetryDefinition GetCartLatency = TelemetryDefinition.Histogram("demo.cart.get_cart.latency", "s", "How long reading a cart took.");
}
