using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Email;

internal static class EmailTelemetry
{
    public static readonly TelemetryDefinition SendEmail = TelemetryDefinition.Span("send_email", "Writing the confirmation and sending it off.");

    public static readonly TelemetryDefinition OrderId = TelemetryDefinition.Attribute("demo.order.id", "string", "The order that is confirmed.");
    public static readonly TelemetryDefinition KeptBytes = TelemetryDefinition.Attribute("demo.email.kept_bytes", "int", "What the flag emailMemoryLeak holds in memory.");

    public static readonly TelemetryDefinition Confirmations = TelemetryDefinition.Counter("demo.notification.confirmations", "1", "Order confirmations sent.");
}
