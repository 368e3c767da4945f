using System.Net;
using System.Text.Json.Nodes;
using AstronomyShop.Modules.LoadGenerator;
using AstronomyShop.SharedKernel.FeatureFlags;
using AstronomyShop.Tests.Modules.Flags;
using AstronomyShop.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace AstronomyShop.Tests.Modules.LoadGenerator;

public sealed class VirtualUserPoolTests : IAsyncLifetime
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly RecordingEdgeModule edge = new();
    private readonly FlagObserverModule observer = new() { FirstDocument = Document("on", "5") };
    private readonly BreakableClock clock = new();
    private ShopUnderTest shop = null!;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        shop = await ShopUnderTest.StartAsync([edge, observer, new LoadGeneratorModule()], configure: services => services.AddSingleton<TimeProvider>(clock));

    public ValueTask DisposeAsync() => shop?.DisposeAsync() ?? default;

    [Fact]
    public async Task No_virtual_user_starts_before_the_flag_is_on()
    {
        SetFlags("on", "5", other: "on");

        // If the first change had started virtual users, there would be more than two sessions.
        SetFlags("on", "2");

        await SessionsAsync(2);
    }

    [Fact]
    public async Task The_number_of_virtual_users_follows_the_flag_and_all_stop_when_traffic_is_turned_off()
    {
        using var spans = new RecordingActivityListener("LoadGenerator");
        SetFlags("on", "2");
        await SessionsAsync(2);

        SetFlags("on", "10");
        await SessionsAsync(10);

        SetFlags("off", "10");
        await Eventually.HoldsAsync("the traffic flag is evaluated as off", _ => EventuallyAsync(() => spans.AllText().Contains("feature_flag.result.variant=off")), Timeout, TestCancellation);

        SetFlags("on", "2");
        await SessionsAsync(12);
        var before = edge.Requests.Count;
        await RequestsAsync(before + 20);
        edge.Requests.Skip(before).Select(one => one.Baggage).Distinct().Should().HaveCount(2, "the earlier virtual users have stopped");
    }

    [Fact]
    public async Task Each_request_carries_its_session_and_the_mark_of_synthetic_traffic()
    {
        using var spans = new RecordingActivityListener("LoadGenerator");
        SetFlags("on", "2");
        await RequestsAsync(40);

        edge.Requests.Should().OnlyContain(one => one.Baggage.Contains("synthetic_request=true") && one.Baggage.Contains("session.id=") && one.TraceParent.StartsWith("00-"));
    }

    [Fact]
    public async Task Virtual_users_run_all_tasks_of_the_public_script()
    {
        using var spans = new RecordingActivityListener("LoadGenerator");
        SetFlags("on", "50", flood: 3);
        await Eventually.HoldsAsync("all tasks have run", _ => EventuallyAsync(() => Names(spans).IsSupersetOf(
            [
                "user_session_start", "user_index", "user_browse_product", "user_get_recommendations", "user_get_ads", "user_view_cart", "user_add_to_cart",
                "user_checkout_single", "user_checkout_multi", "user_flood_home", "feature_flag.evaluate",
            ])), Timeout, TestCancellation);

        var multi = spans.Spans.First(span => span.DisplayName == "user_checkout_multi");
        multi.GetTagItem("item.count").Should().BeOfType<int>().Which.Should().BeInRange(2, 4);
        multi.GetTagItem("user.id").Should().NotBeNull();
        spans.Spans.First(span => span.DisplayName == "user_flood_home").GetTagItem("flood.count").Should().Be(3);
        spans.Spans.First(span => span.DisplayName == "user_add_to_cart").TagObjects.Select(tag => tag.Key).Should().Contain(["user.id", "product.id", "quantity"]);
        spans.AllText().Should().NotContain(text => text.Contains("example.com") || text.Contains("0454"));

        var order = JsonNode.Parse(edge.Requests.First(one => one.Target == "/api/checkout").Body)!;
        order["email"]!.GetValue<string>().Should().EndWith("@example.com");
        order["creditCard"]!["creditCardExpirationYear"]!.GetValue<int>().Should().Be(2039);
    }

    [Fact]
    public async Task Errors_are_recorded_on_the_span_and_do_not_stop_virtual_users()
    {
        using var spans = new RecordingActivityListener("LoadGenerator");
        edge.Answer = HttpStatusCode.InternalServerError;
        SetFlags("on", "2");
        await RequestsAsync(20);

        spans.Spans.Should().Contain(span => span.DisplayName.StartsWith("user_") && (string?)span.GetTagItem("error.type") == "500");
    }

    // The clock throws an exception that an HTTP request does not throw.
    [Fact]
    public async Task A_failure_of_any_kind_is_recorded_on_the_span_and_does_not_stop_virtual_users()
    {
        using var spans = new RecordingActivityListener("LoadGenerator");
        clock.IsBroken = true;
        SetFlags("on", "2");
        await Eventually.HoldsAsync(
            "both virtual users failed",
            _ => EventuallyAsync(() => spans.Spans.Count(span => span.DisplayName == "user_session_start" && (string?)span.GetTagItem("error.type") == "System.InvalidOperationException") == 2),
            Timeout,
            TestCancellation);

        clock.IsBroken = false;

        await SessionsAsync(2);
    }

    private void SetFlags(string traffic, string users, int flood = 0, string other = "off") => observer.Store.Publish(Document(traffic, users, flood, other));

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

    private static HashSet<string> Names(RecordingActivityListener spans) => [.. spans.Spans.Select(span => span.DisplayName)];

    private Task SessionsAsync(int count) =>
        Eventually.HoldsAsync($"{count} sessions were started", _ => EventuallyAsync(() => edge.Requests.Select(one => one.Baggage).Distinct().Count() == count), Timeout, TestCancellation);

    private Task RequestsAsync(int count) =>
        Eventually.HoldsAsync($"{count} requests were made", _ => EventuallyAsync(() => edge.Requests.Count >= count), Timeout, TestCancellation);

    // Pauses depend on the clock: each check advances it by the longest pause.
    private Task<bool> EventuallyAsync(Func<bool> holds)
    {
        clock.Advance(LongestPause);
        return Task.FromResult(holds());
    }

    /// <summary>A clock that, when it is broken, cannot measure the time limit of a request.</summary>
    private sealed class BreakableClock : FakeTimeProvider
    {
        private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(20);

        public bool IsBroken { get; set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            IsBroken && dueTime == RequestTimeout ? throw new InvalidOperationException("the clock is broken") : base.CreateTimer(callback, state, dueTime, period);
    }
}
