using System.Net;
using System.Text.RegularExpressions;
using AstronomyShop.Tests.Modules.Storefront;
using AstronomyShop.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace AstronomyShop.Tests.Modules.Edge;

/// <summary>A request that has waited too long in the queue is not served, and a client with too many requests delays only itself.</summary>
public sealed class QueueTimeTests : IAsyncDisposable
{
    private readonly FakeTimeProvider clock = new();
    private readonly HeldStorefrontModule storefront = new();
    private readonly RecordingLoggerProvider log = new();

    private EdgeShop shop = null!;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        storefront.Release();
        await shop.DisposeAsync();
        log.Dispose();
    }

    [Theory]
    [InlineData("GET", 1000, HttpStatusCode.OK)]
    [InlineData("GET", 1001, HttpStatusCode.ServiceUnavailable)]
    [InlineData("POST", 1000, HttpStatusCode.OK)]
    [InlineData("POST", 1001, HttpStatusCode.ServiceUnavailable)]
    public async Task A_request_that_has_waited_too_long_is_rejected_without_being_served(string method, int milliseconds, HttpStatusCode status)
    {
        await OpenAsync(("Modules:Edge:RequestsPerClientAtOnce", "1"), ("Modules:Edge:LongestQueueTime", "00:00:01"));
        var held = shop.Web.FetchAsync("/held");
        await storefront.Arrived.WaitAsync(TestCancellation);
        var waiting = shop.Web.SendRequestAsync(new HttpMethod(method), "/waiting", method == "POST" ? "{}" : null);
        await WaitForQueueAsync(1);

        clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
        storefront.Release();

        (await held).Status.Should().Be(HttpStatusCode.OK);
        var response = await waiting;
        response.Status.Should().Be(status);
        response.Header("Retry-After").Should().Be(status == HttpStatusCode.OK ? null : "1");
        storefront.Served.Contains("/waiting").Should().Be(status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_client_at_its_request_limit_is_rejected_at_once_and_another_one_is_served()
    {
        await OpenAsync(("Modules:Edge:RequestsPerClientAtOnce", "1"), ("Modules:Edge:RequestsPerClient", "2"), ("Modules:Edge:TrustedProxies", "127.0.0.1"));
        var held = FetchAsync("203.0.113.7", "/held");
        await storefront.Arrived.WaitAsync(TestCancellation);
        var waiting = FetchAsync("203.0.113.7", "/waiting");
        await WaitForQueueAsync(1);

        var rejected = await FetchAsync("203.0.113.7", "/rejected");
        var other = await FetchAsync("203.0.113.8", "/other");

        rejected.Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        rejected.Detail.Should().Be("The shop is busy; try again in a moment.");
        rejected.Header("Retry-After").Should().Be("1");
        rejected.Header("X-Content-Type-Options").Should().Be("nosniff");
        other.Status.Should().Be(HttpStatusCode.OK);
        storefront.Release();
        (await held).Status.Should().Be(HttpStatusCode.OK);
        (await waiting).Status.Should().Be(HttpStatusCode.OK);
        log.Lines.Where(line => line.Contains("proxy.access", StringComparison.Ordinal)).Should().HaveCount(3, "a rejected request is not logged")
            .And.NotContain(line => line.Contains("/rejected", StringComparison.Ordinal));

        Task<TestResponse> FetchAsync(string client, string path) => shop.Web.FetchAsync(path, ("X-Forwarded-For", client));
    }

    [Fact]
    public async Task A_client_with_many_orders_does_not_block_the_orders_of_others()
    {
        await OpenAsync(("Modules:Edge:OrdersAtOnce", "2"), ("Modules:Edge:OrdersWaiting", "0"), ("Modules:Edge:OrdersPerClientAtOnce", "1"), ("Modules:Edge:TrustedProxies", "127.0.0.1"));
        var held = OrderAsync("203.0.113.7", "/api/checkout/held");
        await storefront.Arrived.WaitAsync(TestCancellation);
        var waiting = OrderAsync("203.0.113.7", "/api/checkout/waiting");
        await WaitForQueueAsync(1);

        (await OrderAsync("203.0.113.8", "/api/checkout/other")).Status.Should().Be(HttpStatusCode.OK);
        storefront.Served.Should().Equal("/api/checkout/held", "/api/checkout/other");
        storefront.Release();
        (await held).Status.Should().Be(HttpStatusCode.OK);
        (await waiting).Status.Should().Be(HttpStatusCode.OK);

        Task<TestResponse> OrderAsync(string client, string path) => shop.Web.SendRequestAsync(HttpMethod.Post, path, "{}", ("X-Forwarded-For", client));
    }

    private async Task OpenAsync(params (string Key, string Value)[] settings) => shop = await EdgeShop.OpenAsync(
        false,
        [storefront],
        settings,
        services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            log.AddTo(services);
        });

    private Task WaitForQueueAsync(int length) => Eventually.HoldsAsync(
        "the request is queued",
        async cancellationToken => Regex.IsMatch(await shop.Management.GetStringAsync("/metrics", cancellationToken), $@"aspnetcore_rate_limiting_queued_requests\S* {length}\b"),
        TimeSpan.FromSeconds(20),
        TestCancellation);
}
