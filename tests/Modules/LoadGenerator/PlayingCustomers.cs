using System.Net;
using System.Text.Json.Nodes;
using AstronomyShop.Modules.LoadGenerator;
using AstronomyShop.SharedKernel.Flags;
using AstronomyShop.Tests.Modules.Flags;
using AstronomyShop.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace AstronomyShop.Tests.Modules.LoadGenerator;

public sealed class PlayingCustomers : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly WatchedDoor door = new();
    private readonly Onlooker onlooker = new() { First = Document("on", "5") };
    private readonly FakeTimeProvider clock = new();
    private ShopUnderTest shop = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        shop = await ShopUnderTest.Start([door, onlooker, new LoadGeneratorModule()], configure: services => services.AddSingleton<TimeProvider>(clock));

    public ValueTask DisposeAsync() => shop?.DisposeAsync() ?? default;

    [Fact]
    public async Task Nobody_comes_until_somebody_asks_for_customers()
    {
        Say("on", "5", other: "on");

        // Had they come before, there would be more of them.
        Say("on", "2");

        await Sessions(2);
    }

    [Fact]
    public async Task The_number_of_customers_follows_the_flag_and_none_stays_when_traffic_goes_off()
    {
        using var spans = new HeardSpans("LoadGenerator");
        Say("on", "2");
        await Sessions(2);

        Say("on", "10");
        await Sessions(10);

        Say("off", "10");
        await Eventually.Holds("it is off", _ => Later(() => spans.Texts().Contains("feature_flag.result.variant=off")), Patience, Cancellation);

        Say("on", "2");
        await Sessions(12);
        var before = door.Seen.Count;
        await Requests(before + 20);
        door.Seen.Skip(before).Select(one => one.Baggage).Distinct().Should().HaveCount(2, "those of before are gone");
    }

    [Fact]
    public async Task Each_request_tells_whose_it_is_and_that_nobody_real_sent_it()
    {
        using var spans = new HeardSpans("LoadGenerator");
        Say("on", "2");
        await Requests(40);

        door.Seen.Should().OnlyContain(one => one.Baggage.Contains("synthetic_request=true") && one.Baggage.Contains("session.id=") && one.TraceParent.StartsWith("00-"));
    }

    [Fact]
    public async Task Customers_do_all_tasks_of_the_public_script()
    {
        using var spans = new HeardSpans("LoadGenerator");
        Say("on", "50", flood: 3);
        await Eventually.Holds("all was done", _ => Later(() => Names(spans).IsSupersetOf(
            [
                "user_session_start", "user_index", "user_browse_product", "user_get_recommendations", "user_get_ads", "user_view_cart", "user_add_to_cart",
                "user_checkout_single", "user_checkout_multi", "user_flood_home", "feature_flag.evaluate",
            ])), Patience, Cancellation);

        var multi = spans.Ended.First(span => span.DisplayName == "user_checkout_multi");
        multi.GetTagItem("item.count").Should().BeOfType<int>().Which.Should().BeInRange(2, 4);
        multi.GetTagItem("user.id").Should().NotBeNull();
        spans.Ended.First(span => span.DisplayName == "user_flood_home").GetTagItem("flood.count").Should().Be(3);
        spans.Ended.First(span => span.DisplayName == "user_add_to_cart").TagObjects.Select(tag => tag.Key).Should().Contain(["user.id", "product.id", "quantity"]);
        spans.Texts().Should().NotContain(text => text.Contains("example.com") || text.Contains("0454"));

        var order = JsonNode.Parse(door.Seen.First(one => one.Target == "/api/checkout").Body)!;
        order["email"]!.GetValue<string>().Should().EndWith("@example.com");
        order["creditCard"]!["creditCardExpirationYear"]!.GetValue<int>().Should().Be(2039);
    }

    [Fact]
    public async Task A_shop_that_refuses_is_told_by_the_span_and_does_not_drive_customers_away()
    {
        using var spans = new HeardSpans("LoadGenerator");
        door.Answer = HttpStatusCode.InternalServerError;
        Say("on", "2");
        await Requests(20);

        spans.Ended.Should().Contain(span => span.DisplayName.StartsWith("user_") && (string?)span.GetTagItem("error.type") == "500");
    }

    private void Say(string traffic, string users, int flood = 0, string other = "off") => onlooker.Board.Publish(Document(traffic, users, flood, other));

    private static FlagDocument Document(string traffic, string users, int flood = 0, string other = "off") => FlagDocument.Parse(
        $$"""
        {
          "flags": {
            "loadGeneratorTraffic": { "state": "ENABLED", "variants": { "off": 0, "on": 1 }, "defaultVariant": "{{traffic}}" },
            "loadGeneratorVUs": { "state": "ENABLED", "variants": { "2": 2, "5": 5, "10": 10, "50": 50 }, "defaultVariant": "{{users}}" },
            "loadGeneratorFloodHomepage": { "state": "ENABLED", "variants": { "is": {{flood}} }, "defaultVariant": "is" },
            "adFailure": { "state": "ENABLED", "variants": { "off": false, "on": true }, "defaultVariant": "{{other}}" }
          }
        }
        """);

    private static HashSet<string> Names(HeardSpans spans) => [.. spans.Ended.Select(span => span.DisplayName)];

    private Task Sessions(int count) =>
        Eventually.Holds($"{count} customers came", _ => Later(() => door.Seen.Select(one => one.Baggage).Distinct().Count() == count), Patience, Cancellation);

    private Task Requests(int count) =>
        Eventually.Holds($"{count} requests were made", _ => Later(() => door.Seen.Count >= count), Patience, Cancellation);

    // Pauses end when the clock says so: each look lets the longest one pass.
    private Task<bool> Later(Func<bool> holds)
    {
        clock.Advance(LongestPause);
        return Task.FromResult(holds());
    }
}
