using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Payment;

internal static class PaymentTelemetry
{
    public static readonly TelemetryDefinition Charge = TelemetryDefinition.Span("charge", "Validates and charges the card.");

    public static readonly TelemetryDefinition Amount = TelemetryDefinition.Attribute("demo.payment.amount", "string", "The amount to pay, with two decimals: 57.08.");
    public static readonly TelemetryDefinition CardType = TelemetryDefinition.Attribute("demo.payment.card_type", "string", "The card's brand.");
    public static readonly TelemetryDefinition CardValid = TelemetryDefinition.Attribute("demo.payment.card_valid", "boolean", "Whether the card passed validation.");
    public static readonly TelemetryDefinition CardNumber = TelemetryDefinition.Attribute("demo.payment.card_number", "string", "The last four digits: ****0454. No other digits and no security code are recorded.");
    public static readonly TelemetryDefinition Charged = TelemetryDefinition.Attribute("demo.payment.charged", "boolean", "False for synthetic requests.");
    public static readonly TelemetryDefinition LoyaltyLevel = TelemetryDefinition.Attribute("demo.user_context.loyalty_level", "string", "A random loyalty level: platinum, gold, silver or bronze.");
    public static readonly TelemetryDefinition Currency = TelemetryDefinition.Attribute("demo.payment.currency", "string", "The currency of a measured charge.");
    public static readonly TelemetryDefinition TransactionId = TelemetryDefinition.Attribute("demo.payment.transaction.id", "string", "The id of the charge, in log records.");

    public static readonly TelemetryDefinition Transactions = TelemetryDefinition.Counter("demo.payment.transactions", "{transaction}", "Charges made, by currency.");
    public static readonly TelemetryDefinition Captured = TelemetryDefinition.Histogram("demo.payment.captured", "{money}", "Amounts charged, by currency; their sum is the revenue before refunds.");
}
