using System.Net;
using AstronomyShop.Tests.Modules.Storefront;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Modules.Edge;

/// <summary>A client that sends its body slowly, or many requests at once, delays only itself.</summary>
public sealed class SlowBodyTests
{
    private const string Waiting = "HTTP/1.1 100 Continue";
    private const string Busy = "HTTP/1.1 503 Service Unavailable";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Slow_bodies_do_not_use_the_capacity_for_other_requests(bool isApart)
    {
        await using var shop = await EdgeShop.OpenAsync(isApart, ("Modules:Edge:RequestsAtOnce", "2"), ("Modules:Edge:RequestsWaiting", "0"));
        var slow = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RawHttpConnection.BeginAsync(shop.Web.BaseAddress!, "POST /api/cart")));

        slow.Should().OnlyContain(request => request.Status == Waiting);
        (await shop.Web.FetchAsync("/api/currency")).Status.Should().Be(HttpStatusCode.OK);
        (await shop.Web.PostBodyAsync("/api/cart", EdgeShop.AddItemBody(Guid.NewGuid().ToString()))).Status.Should().Be(HttpStatusCode.OK);
        Close(slow);
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7", false)]
    [InlineData("203.0.113.7", "203.0.113.8", true)]
    [InlineData("2001:db8:1:2::7", "2001:db8:1:2:ffff::8", false)]
    [InlineData("2001:db8:1:2::7", "2001:db8:1:3::7", true)]
    public async Task The_bodies_of_one_client_are_limited_and_those_of_another_are_not(string slowClient, string client, bool isAccepted)
    {
        await using var shop = await EdgeShop.OpenAsync(false, ("Modules:Edge:TransfersPerClient", "2"), ("Modules:Edge:TrustedProxies", "127.0.0.1"));
        var slow = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => BeginAsync(shop, slowClient)));
        slow.Should().OnlyContain(request => request.Status == Waiting);

        var next = await BeginAsync(shop, client);

        next.Status.Should().Be(isAccepted ? Waiting : Busy);
        if (!isAccepted)
        {
            (await shop.Web.PostBodyAsync("/api/cart", "{}", ("X-Forwarded-For", client))).Header("Retry-After").Should().Be("1");
        }

        (await shop.Web.FetchAsync("/api/currency", ("X-Forwarded-For", client))).Status.Should().Be(HttpStatusCode.OK);
        Close([.. slow, next]);
    }

    [Theory]
    [InlineData(false, "GET", "/")]
    [InlineData(true, "GET", "/")]
    [InlineData(false, "POST", "/api/checkout")]
    [InlineData(false, "GET", "/flagservice/flagd.evaluation.v1.Service/ResolveAll")]
    public async Task The_concurrent_requests_of_one_client_are_limited_and_those_of_another_are_not(bool isApart, string method, string path)
    {
        var sleeper = new SlowStorefrontModule();
        await using var shop = await EdgeShop.OpenAsync(
            isApart, [sleeper], [("Modules:Edge:RequestsPerClient", "1"), ("Modules:Edge:OrdersPerClient", "1"), ("Modules:Edge:TrustedProxies", "127.0.0.1"), ("Modules:Edge:TimeLimit", "00:00:02")]);
        var place = path.StartsWith("/flag", StringComparison.Ordinal) ? "/" : path;

        // Of two concurrent requests one is admitted and waits for the storefront, which does not respond.
        var refused = await await Task.WhenAny(AskAsync("203.0.113.7", place), AskAsync("203.0.113.7", path));
        refused.Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        refused.Header("Retry-After").Should().Be("1");
        (await AskAsync("203.0.113.8", place)).Status.Should().Be(HttpStatusCode.GatewayTimeout, "the request was admitted");

        Task<TestResponse> AskAsync(string client, string at) => shop.Web.SendRequestAsync(new HttpMethod(method), at, method == "POST" ? "{}" : null, ("X-Forwarded-For", client));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_does_not_arrive_in_time_is_logged_in_one_debug_line(bool isApart)
    {
        using var log = new RecordingLoggerProvider();
        await using var shop = await EdgeShop.OpenAsync(isApart, StorefrontFixture.With(), [("Modules:Edge:TimeLimit", "00:00:00.300")], log.AddTo);
        var (connection, status) = await RawHttpConnection.BeginAsync(shop.Web.BaseAddress!, "POST /api/cart");
        status.Should().Be(Waiting);

        var response = await connection.ReadToEndAsync();

        response.Should().Contain("HTTP/1.1 408 Request Timeout").And.Contain("Connection: close").And.Contain("The body did not arrive in time.");
        log.Lines.Where(line => line.Contains("did not arrive", StringComparison.Ordinal)).Should().ContainSingle().Which.Should().Contain("edge.body_timed_out");
        log.Lines.Should().NotContain(line => line.Contains("proxy.access", StringComparison.Ordinal), "the request is logged in one line");
        log.Lines.Should().NotContain(line => line.Contains("Exception", StringComparison.Ordinal) && line.StartsWith("AstronomyShop", StringComparison.Ordinal));
        connection.Dispose();
    }

    private static Task<(RawHttpConnection Connection, string Status)> BeginAsync(EdgeShop shop, string client) =>
        RawHttpConnection.BeginAsync(shop.Web.BaseAddress!, "POST /api/cart", $"X-Forwarded-For: {client}");

    private static void Close(IEnumerable<(RawHttpConnection Connection, string Status)> requests)
    {
        foreach (var (connection, _) in requests)
        {
            connection.Dispose();
        }
    }
}
