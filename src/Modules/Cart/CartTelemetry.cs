using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Cart;

internal static class CartTelemetry
{
    public static readonly TelemetryDefinition FetchCart = TelemetryDefinition.Event("Fetch cart", "A cart is being read.");
    public static readonly TelemetryDefinition EmptyCart = TelemetryDefinition.Event("Empty cart", "A cart is being emptied.");

    public static readonly TelemetryDefinition ProductId = TelemetryDefinition.Attribute("demo.product.id", "string", "The product added to the cart.");
    public static readonly TelemetryDefinition ProductQuantity = TelemetryDefinition.Attribute("demo.product.quantity", "int", "The quantity added; negative when removed.");
    public static readonly TelemetryDefinition ItemsCount = TelemetryDefinition.Attribute("demo.cart.items.count", "int", "The total quantity of all items in the cart.");

    public static readonly TelemetryDefinition AddItemLatency = TelemetryDefinition.Histogram("demo.cart.add_item.latency", "s", "Duration of adding a product to a cart.");
    public static readonly TelemetryDefinition GetCartLatency = TelemetryDefinition.Histogram("demo.cart.get_cart.latency", "s", "Duration of reading a cart.");
}
