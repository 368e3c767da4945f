using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Currency;

internal static class CurrencyTelemetry
{
    public static readonly TelemetryDefinition Converting = TelemetryDefinition.Event("converting", "An amount is about to be converted.");
    public static readonly TelemetryDefinition Converted = TelemetryDefinition.Event("converted", "The amount was converted.");

    public static readonly TelemetryDefinition From = TelemetryDefinition.Attribute("demo.exchange.from", "string", "The currency of the amount that was given.");
    public static readonly TelemetryDefinition To = TelemetryDefinition.Attribute("demo.exchange.to", "string", "The currency it was converted to.");

    public static readonly TelemetryDefinition Conversions = TelemetryDefinition.Counter("demo.exchange.conversions", "{conversion}", "Amounts converted, by the currency they were converted to.");
}
