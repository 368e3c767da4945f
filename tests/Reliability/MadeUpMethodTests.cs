using System.Net;

namespace AstronomyShop.Tests.Reliability;

/// <summary>Request methods are freely chosen by a caller, and none of them stays in the shop.</summary>
public sealed class MadeUpMethodTests(PublicPortFixture publicPort)
{
    private const int Methods = 1_000;
    private const int MostBytes = 100_000;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_made_up_methods_do_not_grow_the_metrics()
    {
        var shop = await publicPort.OpenAsync();
        using var client = publicPort.ClientAt(IPAddress.Loopback);
        await AskAsync(client, "MADEUP");
        var before = await shop.Management.GetStringAsync("/metrics", TestCancellation);

        await Parallel.ForEachAsync(Enumerable.Range(0, Methods), TestCancellation, async (number, _) => await AskAsync(client, $"MADEUP{number}"));

        var after = await shop.Management.GetStringAsync("/metrics", TestCancellation);
        after.Should().Contain("http_request_method=\"_OTHER\"").And.NotContain("MADEUP");
        (after.Length - before.Length).Should().BeLessThan(MostBytes);
    }

    private static async Task AskAsync(HttpClient client, string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/");
        using var response = await client.SendAsync(request, TestCancellation);
        response.StatusCode.Should().BeOneOf(HttpStatusCode.MethodNotAllowed, HttpStatusCode.NotImplemented, HttpStatusCode.NotFound);
    }
}
