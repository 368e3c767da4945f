using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Email;

internal static class EmailTelemetry
{
    public static readonly TelemetryDefinition SendEmail = TelemetryDefinition.Span("send_email", "Creates and sends the confirmation.");

    public static readonly TelemetryDefinition OrderId = TelemetryDefinition.Attribute("demo.order.id", "string", "The id of the confirmed order.");
    public static readonly TelemetryDefinition KeptBytes = TelemetryDefinition.Attribute("demo.email.kept_bytes", "int", "The number of bytes that the flag emailMemoryLeak holds in memory.");

    public static readonly TelemetryDefinition Confirmations = TelemetryDefinition.Counter("demo.notification.confirmations", "1", "Order confirmations sent.");
}
