using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Currency;

internal static class CurrencyTelemetry
{
    public static readonly Emitted Converting = Emitted.Event("converting", "An amount is about to be converted.");
    public static readonly Emitted Converted = Emitted.Event("converted", "The amount was converted.");

    public static readonly Emitted From = Emitted.Attribute("demo.exchange.from", "string", "The currency of the amount that was given.");
    public static readonly Emitted To = Emitted.Attribute("demo.exchange.to", "string", "The currency it was converted to.");

    public static readonly Emitted Conversions = Emitted.Counter("demo.exchange.conversions", "{conversion}", "Amounts converted, by the currency they were converted to.");
}
