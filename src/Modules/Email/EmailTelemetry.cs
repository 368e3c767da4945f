using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Email;

internal static class EmailTelemetry
{
    public static readonly Emitted SendEmail = Emitted.Span("send_email", "Writing the confirmation and sending it off.");

    public static readonly Emitted OrderId = Emitted.Attribute("demo.order.id", "string", "The order that is confirmed.");
    public static readonly Emitted KeptBytes = Emitted.Attribute("demo.email.kept_bytes", "int", "What the flag emailMemoryLeak holds in memory.");

    public static readonly Emitted Confirmations = Emitted.Counter("demo.notification.confirmations", "1", "Order confirmations sent.");
}
