using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Shipping;

internal static class ShippingTelemetry
{
    public static readonly Emitted QuoteReceived = Emitted.Event("shipping.quote.received", "The price came from quote.");

    public static readonly Emitted CostTotal = Emitted.Attribute("demo.shipping.cost.total", "string", "What shipping costs, in US dollars: 8.99.");
    public static readonly Emitted TrackingId = Emitted.Attribute("demo.shipping.tracking.id", "string", "Under which id the parcel travels.");

    public static readonly Emitted ItemsShipped = Emitted.Counter("demo.shipping.items_shipped", "{item}", "Items that were shipped; a repeated request ships nothing.");
}
