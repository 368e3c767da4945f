using System.Net;
using AstronomyShop.Tests.Modules.Storefront;

namespace AstronomyShop.Tests.Modules.Edge;

public sealed class KeepingTheDoor
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_changes_too_much_at_once_has_to_wait_and_may_still_look(bool isApart)
    {
        await using var street = await Street.Open(isApart, ("Modules:Edge:WritesAtOnce", "3"), ("Modules:Edge:WritesPerSecond", "1"));
        var shopper = Guid.NewGuid().ToString();

        // Written in every way that the storefront understands.
        var paths = Enumerable.Range(0, 30).Select(n => (n % 4) switch { 0 => "/api/cart", 1 => "/API/Cart/", 2 => "/Cart/items", _ => "/api/checkout" });
        var answers = await Task.WhenAll(paths.Select(path => street.Web.Post(path, Street.ALine(shopper))));

        var refused = answers.Where(answer => answer.Status == HttpStatusCode.TooManyRequests).ToList();
        refused.Should().HaveCountGreaterThan(15).And.HaveCountLessThanOrEqualTo(27);
        refused.Should().OnlyContain(answer => answer.ContentType == "application/problem+json" && answer.Header("Retry-After") == "1");
        (await street.Web.Get("/api/cart")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_finds_the_till_or_the_shop_full_hears_so_at_once(bool isApart)
    {
        await using var street = await Street.Open(
            isApart,
            [new SleepyStorefront()],
            [
                ("Modules:Edge:TimeLimit", "00:00:02"), ("Modules:Edge:OrdersAtOnce", "1"), ("Modules:Edge:OrdersWaiting", "0"),
                ("Modules:Edge:RequestsAtOnce", "1"), ("Modules:Edge:RequestsWaiting", "0"),
            ]);

        // Nobody counts before somebody has asked.
        await street.Management.GetStringAsync("/metrics", TestContext.Current.CancellationToken);

        // Of two at once one is let in, and waits for a storefront that sleeps.
        var paying = await await Task.WhenAny(street.Web.Post("/api/checkout", "{}"), street.Web.Post("/Cart/Checkout/", "{}"));
        var looking = await await Task.WhenAny(street.Web.Get("/"), street.Web.Get("/api/products"));

        foreach (var refused in (Answer[])[paying, looking])
        {
            refused.Status.Should().Be(HttpStatusCode.ServiceUnavailable);
            refused.ContentType.Should().Be("application/problem+json");
            refused.Detail.Should().Be("The shop is busy; try again in a moment.");
            refused.Header("Retry-After").Should().Be("1");
        }

        (await street.Management.GetStringAsync("/metrics", TestContext.Current.CancellationToken)).Should().Contain("aspnetcore_rate_limiting_requests");
        (await street.Management.GetAsync("/health/live", TestContext.Current.CancellationToken)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_takes_too_long_is_ended_on_both_sides_of_the_door(bool isApart)
    {
        var sleeper = new SleepyStorefront();
        await using var street = await Street.Open(isApart, [sleeper], [("Modules:Edge:TimeLimit", "00:00:00.200")]);

        var answer = await street.Web.Get("/");

        answer.Status.Should().Be(HttpStatusCode.GatewayTimeout);
        answer.ContentType.Should().Be("application/problem+json");
        answer.Detail.Should().Be("The request took too long and was cancelled.");
        await sleeper.Woken.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task While_the_storefront_is_away_the_door_says_so_and_the_pictures_stay()
    {
        await using var street = await Street.Open(isApart: true);
        await street.CloseStorefront();

        foreach (var answer in (Answer[])[await street.Web.Get("/"), await street.Web.Post("/api/cart", Street.ALine(Guid.NewGuid().ToString()))])
        {
            answer.Status.Should().Be(HttpStatusCode.ServiceUnavailable);
            answer.ContentType.Should().Be("application/problem+json");
            answer.Header("Retry-After").Should().Be("1");
            answer.Header("X-Content-Type-Options").Should().Be("nosniff");
        }

        (await street.Web.Get("/images/favicon.svg")).Status.Should().Be(HttpStatusCode.OK);

        var page = await street.Web.Get("/", ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
        page.Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        page.ContentType.Should().Be("text/html; charset=utf-8");
        page.Body.Should().Contain("We will be right back").And.NotContain("<script");
        page.Header("Content-Security-Policy").Should().StartWith("default-src 'none'; style-src 'sha256-").And.NotContain("unsafe");
    }
}
