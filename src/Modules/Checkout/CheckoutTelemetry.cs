using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Checkout;

internal static class CheckoutTelemetry
{
    public static readonly Emitted Preparation = Emitted.Span("prepareOrderItemsAndShippingQuoteFromCart", "Pricing what is in the cart, and its shipping.");
    public static readonly Emitted ToCart = Emitted.Span("outbox cart", "Telling the cart what was ordered.");
    public static readonly Emitted ToEmail = Emitted.Span("outbox email", "Having the order confirmed.");
    public static readonly Emitted Prepared = Emitted.Event("prepared", "The order has its prices.");
    public static readonly Emitted Charged = Emitted.Event("charged", "The card was charged.");
    public static readonly Emitted Shipped = Emitted.Event("shipped", "The parcel is on its way.");

    public static readonly Emitted OutboxAge = Emitted.Gauge("demo.checkout.outbox.age", "s", "How long the message has waited to be delivered that has waited longest.");

    public static readonly Emitted SelectedCurrency = Emitted.Attribute("demo.user_context.selected_currency", "string", "The currency the shopper pays in.");
    public static readonly Emitted CardNumber = Emitted.Attribute("demo.payment.card_number", "string", "The last four digits of the card: ****0454. No more is ever told.");
    public static readonly Emitted OrderId = Emitted.Attribute("demo.order.id", "string", "The order that was placed.");
    public static readonly Emitted OrderAmount = Emitted.Attribute("demo.order.amount", "double", "What it costs in all, in the shopper's currency.");
    public static readonly Emitted OrderItemsCount = Emitted.Attribute("demo.order.items.count", "int", "How many lines it has.");
    public static readonly Emitted CartItemsCount = Emitted.Attribute("demo.cart.items.count", "int", "How many items are ordered, quantities added up.");
    public static readonly Emitted ShippingAmount = Emitted.Attribute("demo.shipping.amount", "double", "What shipping costs, in the shopper's currency.");
    public static readonly Emitted TrackingId = Emitted.Attribute("demo.shipping.tracking.id", "string", "Under which id the parcel travels.");
    public static readonly Emitted TransactionId = Emitted.Attribute("demo.payment.transaction.id", "string", "The charge.");
}
