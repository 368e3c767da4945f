using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Shipping;

internal static class ShippingTelemetry
{
    public static readonly TelemetryDefinition QuoteReceived = TelemetryDefinition.Event("shipping.quote.received", "The price was received from quote.");

    public static readonly TelemetryDefinition CostTotal = TelemetryDefinition.Attribute("demo.shipping.cost.total", "string", "The shipping cost in US dollars: 8.99.");
    public static readonly TelemetryDefinition TrackingId = TelemetryDefinition.Attribute("demo.shipping.tracking.id", "string", "The tracking id of the parcel.");

    public static readonly TelemetryDefinition ItemsShipped = TelemetryDefinition.Counter("demo.shipping.items_shipped", "{item}", "Items shipped; a repeated request ships nothing.");
}
