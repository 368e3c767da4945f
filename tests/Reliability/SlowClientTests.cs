using System.Net;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Reliability;

/// <summary>A client that opens many requests and sends their bodies slowly does not block other clients.</summary>
public sealed class SlowClientTests(PublicPortFixture publicPort)
{
    private const int SlowRequests = 256;

    [Fact]
    public async Task Slow_bodies_of_one_client_do_not_keep_another_from_ordering()
    {
        await publicPort.OpenAsync();
        using var first = publicPort.ClientAt(IPAddress.Loopback);
        using var other = publicPort.ClientAt(IPAddress.Parse("127.0.0.2"));
        var slow = await Task.WhenAll(Enumerable.Range(0, SlowRequests).Select(_ => RawHttpConnection.BeginAsync(first.BaseAddress!, "POST /api/cart")));
        slow.Select(request => request.Status).Distinct().Should().BeEquivalentTo("HTTP/1.1 100 Continue", "HTTP/1.1 503 Service Unavailable");

        var shopper = new Shopper();
        (await shopper.TryAddAsync(other)).Should().BeTrue();
        (await shopper.TryPlaceOrderAsync(other)).Should().NotBeNull();

        foreach (var (connection, _) in slow)
        {
            connection.Dispose();
        }
    }
}
