using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Quote;

internal static class QuoteTelemetry
{
    public static readonly Emitted Calculate = Emitted.Span("calculate-quote", "Working out what shipping costs.");
    public static readonly Emitted Received = Emitted.Event("received", "A quote was asked for.");
    public static readonly Emitted Processed = Emitted.Event("processed", "The quote is ready.");
    public static readonly Emitted Calculating = Emitted.Event("calculating", "The price is about to be worked out.");
    public static readonly Emitted Calculated = Emitted.Event("calculated", "The price is known.");

    public static readonly Emitted ItemsCount = Emitted.Attribute("demo.shipping.quote.items_count", "int", "How many items are to be shipped.");
    public static readonly Emitted CostTotal = Emitted.Attribute("demo.shipping.quote.cost.total", "double", "What shipping them costs, in US dollars.");

    public static readonly Emitted NumberOfItems = Emitted.Attribute("number_of_items", "int", "How many items a counted quote was for.");
    public static readonly Emitted Quotes = Emitted.Counter("quotes", "{quote}", "Quotes given, by number of items.");
}
