using System.Net;
using AstronomyShop.Tests.Modules.Storefront;

namespace AstronomyShop.Tests.Modules.Edge;

public sealed class AdmissionTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_with_too_many_changes_is_limited_and_can_still_read(bool isApart)
    {
        await using var shop = await EdgeShop.OpenAsync(isApart, ("Modules:Edge:WritesAtOnce", "3"), ("Modules:Edge:WritesPerSecond", "1"));
        var shopper = Guid.NewGuid().ToString();

        // In all spellings of the paths that the storefront accepts.
        var paths = Enumerable.Range(0, 30).Select(n => (n % 4) switch { 0 => "/api/cart", 1 => "/API/Cart/", 2 => "/Cart/items", _ => "/api/checkout" });
        var responses = await Task.WhenAll(paths.Select(path => shop.Web.PostBodyAsync(path, EdgeShop.AddItemBody(shopper))));

        var refused = responses.Where(response => response.Status == HttpStatusCode.TooManyRequests).ToList();
        refused.Should().HaveCountGreaterThan(15).And.HaveCountLessThanOrEqualTo(27);
        refused.Should().OnlyContain(response => response.ContentType == "application/problem+json" && response.Header("Retry-After") == "1");
        (await shop.Web.FetchAsync("/api/cart")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Requests_over_capacity_are_rejected_at_once(bool isApart)
    {
        await using var shop = await EdgeShop.OpenAsync(
            isApart,
            [new SlowStorefrontModule()],
            [
                ("Modules:Edge:TimeLimit", "00:00:02"), ("Modules:Edge:OrdersAtOnce", "1"), ("Modules:Edge:OrdersWaiting", "0"),
                ("Modules:Edge:RequestsAtOnce", "1"), ("Modules:Edge:RequestsWaiting", "0"),
            ]);

        // The limiter is created by the first request.
        await shop.Management.GetStringAsync("/metrics", TestContext.Current.CancellationToken);

        // Of two concurrent requests one is admitted and waits for the storefront, which does not respond.
        var paying = await await Task.WhenAny(shop.Web.PostBodyAsync("/api/checkout", "{}"), shop.Web.PostBodyAsync("/Cart/Checkout/", "{}"));
        var looking = await await Task.WhenAny(shop.Web.FetchAsync("/"), shop.Web.FetchAsync("/api/products"));

        foreach (var refused in (TestResponse[])[paying, looking])
        {
            refused.Status.Should().Be(HttpStatusCode.ServiceUnavailable);
            refused.ContentType.Should().Be("application/problem+json");
            refused.Detail.Should().Be("The shop is busy; try again in a moment.");
            refused.Header("Retry-After").Should().Be("1");
        }

        (await shop.Management.GetStringAsync("/metrics", TestContext.Current.CancellationToken)).Should().Contain("aspnetcore_rate_limiting_requests");
        (await shop.Management.GetAsync("/health/live", TestContext.Current.CancellationToken)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_request_over_its_time_limit_ends_at_the_edge_and_at_the_storefront(bool isApart)
    {
        var sleeper = new SlowStorefrontModule();
        await using var shop = await EdgeShop.OpenAsync(isApart, [sleeper], [("Modules:Edge:TimeLimit", "00:00:00.200")]);

        var response = await shop.Web.FetchAsync("/");

        response.Status.Should().Be(HttpStatusCode.GatewayTimeout);
        response.ContentType.Should().Be("application/problem+json");
        response.Detail.Should().Be("The request took too long and was cancelled.");
        await sleeper.Cancelled.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_that_is_cancelled_at_the_time_limit_is_answered_once(bool isApart)
    {
        await using var shop = await EdgeShop.OpenAsync(isApart, StorefrontFixture.With(new FailingCartModule(null)), [("Modules:Edge:TimeLimit", "00:00:00.200")]);

        var response = await shop.Web.FetchAsync($"/api/cart?sessionId={Guid.NewGuid()}");

        response.Status.Should().Be(HttpStatusCode.GatewayTimeout);
        response.Json.GetProperty("detail").GetString().Should().Be("The request took too long and was cancelled.");
    }

    [Fact]
    public async Task While_the_storefront_is_down_the_edge_reports_it_and_pictures_are_served()
    {
        await using var shop = await EdgeShop.OpenAsync(isApart: true);
        await shop.CloseStorefrontAsync();

        foreach (var response in (TestResponse[])[await shop.Web.FetchAsync("/"), await shop.Web.PostBodyAsync("/api/cart", EdgeShop.AddItemBody(Guid.NewGuid().ToString()))])
        {
            response.Status.Should().Be(HttpStatusCode.ServiceUnavailable);
            response.ContentType.Should().Be("application/problem+json");
            response.Header("Retry-After").Should().Be("1");
            response.Header("X-Content-Type-Options").Should().Be("nosniff");
        }

        (await shop.Web.FetchAsync("/images/favicon.svg")).Status.Should().Be(HttpStatusCode.OK);

        var page = await shop.Web.FetchAsync("/", ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
        page.Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        page.ContentType.Should().Be("text/html; charset=utf-8");
        page.Body.Should().Contain("We will be right back").And.NotContain("<script");
        page.Header("Content-Security-Policy").Should().StartWith("default-src 'none'; style-src 'sha256-").And.NotContain("unsafe");
    }
}
