using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Payment;

internal static class PaymentTelemetry
{
    public static readonly Emitted Charge = Emitted.Span("charge", "Checking the card and charging it.");

    public static readonly Emitted Amount = Emitted.Attribute("demo.payment.amount", "string", "What is to be paid, with two decimals: 57.08.");
    public static readonly Emitted CardType = Emitted.Attribute("demo.payment.card_type", "string", "The card's brand.");
    public static readonly Emitted CardValid = Emitted.Attribute("demo.payment.card_valid", "boolean", "The card breaks no rule.");
    public static readonly Emitted CardNumber = Emitted.Attribute("demo.payment.card_number", "string", "The last four digits: ****0454. No more is ever told, and nothing of the security code.");
    public static readonly Emitted Charged = Emitted.Attribute("demo.payment.charged", "boolean", "False when no human asked.");
    public static readonly Emitted LoyaltyLevel = Emitted.Attribute("demo.user_context.loyalty_level", "string", "How loyal the shopper is, by lot: platinum, gold, silver or bronze.");
    public static readonly Emitted Currency = Emitted.Attribute("demo.payment.currency", "string", "The currency of a measured charge.");
    public static readonly Emitted TransactionId = Emitted.Attribute("demo.payment.transaction.id", "string", "The charge, in log lines.");

    public static readonly Emitted Transactions = Emitted.Counter("demo.payment.transactions", "{transaction}", "Charges made, by currency.");
    public static readonly Emitted Captured = Emitted.Histogram("demo.payment.captured", "{money}", "Amounts charged, by currency; their sum is the revenue before refunds.");
}
