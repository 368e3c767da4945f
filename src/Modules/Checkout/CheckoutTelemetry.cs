using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Checkout;

internal static class CheckoutTelemetry
{
    public static readonly TelemetryDefinition Preparation = TelemetryDefinition.Span("prepareOrderItemsAndShippingQuoteFromCart", "Prices the items in the cart and their shipping.");
    public static readonly TelemetryDefinition ToCart = TelemetryDefinition.Span("outbox cart", "Delivers the ordered items to the cart, which removes them.");
    public static readonly TelemetryDefinition ToEmail = TelemetryDefinition.Span("outbox email", "Delivers the order to email for confirmation.");
    public static readonly TelemetryDefinition Prepared = TelemetryDefinition.Event("prepared", "The order is priced.");
    public static readonly TelemetryDefinition Charged = TelemetryDefinition.Event("charged", "The card was charged.");
    public static readonly TelemetryDefinition Shipped = TelemetryDefinition.Event("shipped", "The order was shipped.");

    public static readonly TelemetryDefinition OutboxAge = TelemetryDefinition.Gauge("demo.checkout.outbox.age", "s", "The age of the oldest message that is waiting for delivery.");

    public static readonly TelemetryDefinition SelectedCurrency = TelemetryDefinition.Attribute("demo.user_context.selected_currency", "string", "The currency in which the shopper pays.");
    public static readonly TelemetryDefinition CardNumber = TelemetryDefinition.Attribute("demo.payment.card_number", "string", "The last four digits of the card: ****0454. No other digits are recorded.");
    public static readonly TelemetryDefinition OrderId = TelemetryDefinition.Attribute("demo.order.id", "string", "The id of the placed order.");
    public static readonly TelemetryDefinition OrderAmount = TelemetryDefinition.Attribute("demo.order.amount", "double", "The total of the order, in the shopper's currency.");
    public static readonly TelemetryDefinition OrderItemsCount = TelemetryDefinition.Attribute("demo.order.items.count", "int", "The number of lines of the order.");
    public static readonly TelemetryDefinition CartItemsCount = TelemetryDefinition.Attribute("demo.cart.items.count", "int", "The total quantity of the ordered items.");
    public static readonly TelemetryDefinition ShippingAmount = TelemetryDefinition.Attribute("demo.shipping.amount", "double", "The shipping cost, in the shopper's currency.");
    public static readonly TelemetryDefinition TrackingId = TelemetryDefinition.Attribute("demo.shipping.tracking.id", "string", "The tracking id of the parcel.");
    public static readonly TelemetryDefinition TransactionId = TelemetryDefinition.Attribute("demo.payment.transaction.id", "string", "The id of the charge.");
}
