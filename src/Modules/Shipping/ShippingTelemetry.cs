using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Shipping;

internal static class ShippingTelemetry
{
    public static readonly TelemetryDefinition QuoteReceived = TelemetryDefinition.Event("shipping.quote.received", "The price came from quote.");

    public static readonly TelemetryDefinition CostTotal = TelemetryDefinition.Attribute("demo.shipping.cost.total", "string", "What shipping costs, in US dollars: 8.99.");
    public static readonly TelemetryDefinition TrackingId = TelemetryDefinition.Attribute("demo.shipping.tracking.id", "string", "Under which id the parcel travels.");

    public static readonly TelemetryDefinition ItemsShipped = TelemetryDefinition.Counter("demo.shipping.items_shipped", "{item}", "Items that were shipped; a repeated request ships nothing.");
}
