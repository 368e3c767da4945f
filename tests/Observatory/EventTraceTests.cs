using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Observatory;

/// <summary>The consumer of an order continues the trace of the order, or starts a trace that links to it.</summary>
public sealed class EventTraceTests
{
    private const string User = "0d1e2f3a-5b6c-4d7e-8f90-a1b2c3d4e5f6";

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Theory, InlineData("Parent", "CHILD_OF"), InlineData("Link", "FOLLOWS_FROM")]
    public async Task The_booking_of_an_order_refers_to_the_trace_of_the_order(string context, string reference)
    {
        await using var shop = await ShopUnderTest.StartAsync(Host.Shop.Modules, [("Telemetry:EventContext", context)]);
        await BuyAsync(shop);

        var booking = await Eventually.FindAsync("the order is booked", _ => BookingAsync(shop), TimeSpan.FromSeconds(20), TestCancellation);

        var cause = booking["references"]!.AsArray().Single()!;
        ((string)cause["refType"]!).Should().Be(reference);
        ((string)booking["traceID"]! == (string)cause["traceID"]!).Should().Be(context == "Parent");
        await Eventually.HoldsAsync("the referenced trace contains the order", _ => IsOfAnOrderAsync(shop, (string)cause["traceID"]!), TimeSpan.FromSeconds(20), TestCancellation);
    }

    private static async Task<bool> IsOfAnOrderAsync(ShopUnderTest shop, string trace)
    {
        var found = await shop.Management.GetFromJsonAsync<JsonNode>($"/jaeger/ui/api/traces/{trace}", TestCancellation);
        return found!["data"]![0]!["spans"]!.AsArray().Any(span => (string)span!["operationName"]! == "oteldemo.CheckoutService/PlaceOrder");
    }

    private static async Task<JsonNode?> BookingAsync(ShopUnderTest shop)
    {
        var found = await shop.Management.GetFromJsonAsync<JsonNode>("/jaeger/ui/api/traces?service=accounting&operation=orders%20process", TestCancellation);
        var spans = found!["data"]!.AsArray().SelectMany(trace => trace!["spans"]!.AsArray().Select(span => (Trace: trace, Span: span!)));
        return spans.FirstOrDefault(one => (string)one.Span["operationName"]! == "orders process"
            && (string)one.Trace["processes"]![(string)one.Span["processID"]!]!["serviceName"]! == "accounting").Span;
    }

    private static async Task BuyAsync(ShopUnderTest shop)
    {
        (await shop.Web.PostAsJsonAsync("/api/cart", new { userId = User, item = new { productId = "0PUK6V6EV0", quantity = 1 } }, TestCancellation)).EnsureSuccessStatusCode();
        var order = new
        {
            userId = User,
            email = "someone@example.com",
            userCurrency = "USD",
            address = new { streetAddress = "1 Lane", city = "Mountain View", state = "CA", country = "United States", zipCode = "94043" },
            creditCard = new { creditCardNumber = "4432-8015-6152-0454", creditCardCvv = 672, creditCardExpirationYear = 2039, creditCardExpirationMonth = 1 },
        };
        (await shop.Web.PostAsJsonAsync("/api/checkout", order, TestCancellation)).EnsureSuccessStatusCode();
    }
}
