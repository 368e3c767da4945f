using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Currency;

internal static class CurrencyTelemetry
{
    public static readonly TelemetryDefinition Converting = TelemetryDefinition.Event("converting", "The conversion begins.");
    public static readonly TelemetryDefinition Converted = TelemetryDefinition.Event("converted", "The amounts were converted.");

    public static readonly TelemetryDefinition From = TelemetryDefinition.Attribute("demo.exchange.from", "string", "The source currency.");
    public static readonly TelemetryDefinition To = TelemetryDefinition.Attribute("demo.exchange.to", "string", "The target currency.");

    public static readonly TelemetryDefinition Conversions = TelemetryDefinition.Counter("demo.exchange.conversions", "{conversion}", "Conversions, by target currency.");
}
