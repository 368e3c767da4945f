using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Quote;

internal static class QuoteTelemetry
{
    public static readonly TelemetryDefinition Calculate = TelemetryDefinition.Span("calculate-quote", "Calculates the shipping cost.");
    public static readonly TelemetryDefinition Received = TelemetryDefinition.Event("received", "A quote was requested.");
    public static readonly TelemetryDefinition Processed = TelemetryDefinition.Event("processed", "The quote is ready.");
    public static readonly TelemetryDefinition Calculating = TelemetryDefinition.Event("calculating", "The calculation begins.");
    public static readonly TelemetryDefinition Calculated = TelemetryDefinition.Event("calculated", "The calculation is finished.");

    public static readonly TelemetryDefinition ItemsCount = TelemetryDefinition.Attribute("demo.shipping.quote.items_count", "int", "The number of items to ship.");
    public static readonly TelemetryDefinition CostTotal = TelemetryDefinition.Attribute("demo.shipping.quote.cost.total", "double", "The shipping cost in US dollars.");

    public static readonly TelemetryDefinition Quotes = TelemetryDefinition.Counter("quotes", "{quote}", "Quotes calculated.");
}
