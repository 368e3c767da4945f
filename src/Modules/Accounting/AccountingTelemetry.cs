using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Accounting;

internal static class AccountingTelemetry
{
    public static readonly TelemetryDefinition OrderConsumed = TelemetryDefinition.Span("order-consumed", "Booking an order that was told of.");

    public static readonly TelemetryDefinition OrderId = TelemetryDefinition.Attribute("demo.order.id", "string", "The order that is booked.");
    public static readonly TelemetryDefinition OrderAmount = TelemetryDefinition.Attribute("demo.order.amount", "double", "What it cost in all, in log lines.");
    public static readonly TelemetryDefinition OrderItemsCount = TelemetryDefinition.Attribute("demo.order.items.count", "int", "How many lines it has, in log lines.");
    public static readonly TelemetryDefinition OrderItems = TelemetryDefinition.Attribute("demo.order.items", "string", "Its products, in log lines: 2 66VCHSJNUP at 57.08 USD, 1 …");
    public static readonly TelemetryDefinition ShippingAmount = TelemetryDefinition.Attribute("demo.shipping.amount", "double", "What its shipping cost, in log lines.");
    public static readonly TelemetryDefinition TrackingId = TelemetryDefinition.Attribute("demo.shipping.tracking.id", "string", "Under which id its parcel travels, in log lines.");
}
