using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Quote;

internal static class QuoteTelemetry
{
    public static readonly TelemetryDefinition Calculate = TelemetryDefinition.Span("calculate-quote", "Working out what shipping costs.");
    public static readonly TelemetryDefinition Received = TelemetryDefinition.Event("received", "A quote was asked for.");
    public static readonly TelemetryDefinition Processed = TelemetryDefinition.Event("processed", "The quote is ready.");
    public static readonly TelemetryDefinition Calculating = TelemetryDefinition.Event("calculating", "The price is about to be worked out.");
    public static readonly TelemetryDefinition Calculated = TelemetryDefinition.Event("calculated", "The price is known.");

    public static readonly TelemetryDefinition ItemsCount = TelemetryDefinition.Attribute("demo.shipping.quote.items_count", "int", "How many items are to be shipped.");
    public static readonly TelemetryDefinition CostTotal = TelemetryDefinition.Attribute("demo.shipping.quote.cost.total", "double", "What shipping them costs, in US dollars.");

    public static readonly TelemetryDefinition NumberOfItems = TelemetryDefinition.Attribute("number_of_items", "int", "How many items a counted quote was for.");
    public static readonly TelemetryDefinition Quotes = TelemetryDefinition.Counter("quotes", "{quote}", "Quotes given, by number of items.");
}
