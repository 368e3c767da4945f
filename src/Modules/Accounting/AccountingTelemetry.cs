using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Accounting;

internal static class AccountingTelemetry
{
    public static readonly Emitted OrderConsumed = Emitted.Span("order-consumed", "Booking an order that was told of.");

    public static readonly Emitted OrderId = Emitted.Attribute("demo.order.id", "string", "The order that is booked.");
    public static readonly Emitted OrderAmount = Emitted.Attribute("demo.order.amount", "double", "What it cost in all, in log lines.");
    public static readonly Emitted OrderItemsCount = Emitted.Attribute("demo.order.items.count", "int", "How many lines it has, in log lines.");
    public static readonly Emitted OrderItems = Emitted.Attribute("demo.order.items", "string", "Its products, in log lines: 2 66VCHSJNUP at 57.08 USD, 1 …");
    public static readonly Emitted ShippingAmount = Emitted.Attribute("demo.shipping.amount", "double", "What its shipping cost, in log lines.");
    public static readonly Emitted TrackingId = Emitted.Attribute("demo.shipping.tracking.id", "string", "Under which id its parcel travels, in log lines.");
}
