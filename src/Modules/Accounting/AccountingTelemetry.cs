using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Accounting;

internal static class AccountingTelemetry
{
    public static readonly TelemetryDefinition OrderConsumed = TelemetryDefinition.Span("order-consumed", "Books a placed order.");

    public static readonly TelemetryDefinition OrderId = TelemetryDefinition.Attribute("demo.order.id", "string", "The id of the booked order.");
    public static readonly TelemetryDefinition OrderAmount = TelemetryDefinition.Attribute("demo.order.amount", "double", "The total of the order, in log records.");
    public static readonly TelemetryDefinition OrderItemsCount = TelemetryDefinition.Attribute("demo.order.items.count", "int", "The number of lines of the order, in log records.");
    public static readonly TelemetryDefinition OrderItems = TelemetryDefinition.Attribute("demo.order.items", "string", "The products of the order, in log records: 2 66VCHSJNUP at 57.08 USD, 1 …");
    public static readonly TelemetryDefinition ShippingAmount = TelemetryDefinition.Attribute("demo.shipping.amount", "double", "The shipping cost of the order, in log records.");
    public static readonly TelemetryDefinition TrackingId = TelemetryDefinition.Attribute("demo.shipping.tracking.id", "string", "The tracking id of the parcel, in log records.");
}
