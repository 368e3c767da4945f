using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Checkout;

internal static class CheckoutTelemetry
{
    public static readonly TelemetryDefinition Preparation = TelemetryDefinition.Span("prepareOrderItemsAndShippingQuoteFromCart", "Pricing what is in the cart, and its shipping.");
    public static readonly TelemetryDefinition ToCart = TelemetryDefinition.Span("outbox cart", "Telling the cart what was ordered.");
    public static readonly TelemetryDefinition ToEmail = TelemetryDefinition.Span("outbox email", "Having the order confirmed.");
    public static readonly TelemetryDefinition Prepared = TelemetryDefinition.Event("prepared", "The order has its prices.");
    public static readonly TelemetryDefinition Charged = TelemetryDefinition.Event("charged", "The card was charged.");
    public static readonly TelemetryDefinition Shipped = TelemetryDefinition.Event("shipped", "The parcel is on its way.");

    public static readonly TelemetryDefinition OutboxAge = TelemetryDefinition.Gauge("demo.checkout.outbox.age", "s", "How long the message has waited to be delivered that has waited longest.");

    public static readonly TelemetryDefinition SelectedCurrency = TelemetryDefinition.Attribute("demo.user_context.selected_currency", "string", "The currency the shopper pays in.");
    public static readonly TelemetryDefinition CardNumber = TelemetryDefinition.Attribute("demo.payment.card_number", "string", "The last four digits of the card: ****0454. No more is ever told.");
    public static readonly TelemetryDefinition OrderId = TelemetryDefinition.Attribute("demo.order.id", "string", "The order that was placed.");
    public static readonly TelemetryDefinition OrderAmount = TelemetryDefinition.Attribute("demo.order.amount", "double", "What it costs in all, in the shopper's currency.");
    public static readonly TelemetryDefinition OrderItemsCount = TelemetryDefinition.Attribute("demo.order.items.count", "int", "How many lines it has.");
    public static readonly TelemetryDefinition CartItemsCount = TelemetryDefinition.Attribute("demo.cart.items.count", "int", "How many items are ordered, quantities added up.");
    public static readonly TelemetryDefinition ShippingAmount = TelemetryDefinition.Attribute("demo.shipping.amount", "double", "What shipping costs, in the shopper's currency.");
    public static readonly TelemetryDefinition TrackingId = TelemetryDefinition.Attribute("demo.shipping.tracking.id", "string", "Under which id the parcel travels.");
    public static readonly TelemetryDefinition TransactionId = TelemetryDefinition.Attribute("demo.payment.transaction.id", "string", "The charge.");
}
