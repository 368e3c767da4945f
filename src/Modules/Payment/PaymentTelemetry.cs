using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Payment;

internal static class PaymentTelemetry
{
    public static readonly TelemetryDefinition Charge = TelemetryDefinition.Span("charge", "Checking the card and charging it.");

    public static readonly TelemetryDefinition Amount = TelemetryDefinition.Attribute("demo.payment.amount", "string", "What is to be paid, with two decimals: 57.08.");
    public static readonly TelemetryDefinition CardType = TelemetryDefinition.Attribute("demo.payment.card_type", "string", "The card's brand.");
    public static readonly TelemetryDefinition CardValid = TelemetryDefinition.Attribute("demo.payment.card_valid", "boolean", "The card breaks no rule.");
    public static readonly TelemetryDefinition CardNumber = TelemetryDefinition.Attribute("demo.payment.card_number", "string", "The last four digits: ****0454. No more is ever told, and nothing of the security code.");
    public static readonly TelemetryDefinition Charged = TelemetryDefinition.Attribute("demo.payment.charged", "boolean", "False when no human asked.");
    public static readonly TelemetryDefinition LoyaltyLevel = TelemetryDefinition.Attribute("demo.user_context.loyalty_level", "string", "How loyal the shopper is, by lot: platinum, gold, silver or bronze.");
    public static readonly TelemetryDefinition Currency = TelemetryDefinition.Attribute("demo.payment.currency", "string", "The currency of a measured charge.");
    public static readonly TelemetryDefinition TransactionId = TelemetryDefinition.Attribute("demo.payment.transaction.id", "string", "The charge, in log lines.");

    public static readonly TelemetryDefinition Transactions = TelemetryDefinition.Counter("demo.payment.transactions", "{transaction}", "Charges made, by currency.");
    public static readonly TelemetryDefinition Captured = TelemetryDefinition.Histogram("demo.payment.captured", "{money}", "Amounts charged, by currency; their sum is the revenue before refunds.");
}
