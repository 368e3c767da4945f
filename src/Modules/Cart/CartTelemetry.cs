using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Cart;

internal static class CartTelemetry
{
    public static readonly Emitted FetchCart = Emitted.Event("Fetch cart", "A cart is about to be read.");
    public static readonly Emitted EmptyCart = Emitted.Event("Empty cart", "A cart is about to be emptied.");

    public static readonly Emitted ProductId = Emitted.Attribute("demo.product.id", "string", "The product that was put into the cart.");
    public static readonly Emitted ProductQuantity = Emitted.Attribute("demo.product.quantity", "int", "How many of it; less than 0 takes some out.");
    public static readonly Emitted ItemsCount = Emitted.Attribute("demo.cart.items.count", "int", "How many items the cart holds, quantities added up.");

    public static readonly Emitted AddItemLatency = Emitted.Histogram("demo.cart.add_item.latency", "s", "How long putting a product into a cart took.");
    public static readonly Emitted GetCartLatency = Emitted.Histogram("demo.cart.get_cart.latency", "s", "How long reading a cart took.");
}
