using System.Net;

namespace AstronomyShop.Tests.Reliability;

/// <summary>A caller can send any name as the HTTP method, and unknown names do not become attribute values of metrics.</summary>
public sealed class MadeUpMethodTests(PublicPortFixture publicPort)
{
    private const int Methods = 1_000;

    // A few time series, each with the lines of its buckets. With the methods as attribute values there would be a thousand series.
    private const int MaxLines = 200;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_made_up_methods_do_not_grow_the_metrics()
    {
        var shop = await publicPort.OpenAsync();
        using var client = publicPort.ClientAt(IPAddress.Loopback);

        await Parallel.ForEachAsync(Enumerable.Range(0, Methods), TestCancellation, async (number, _) => await AskAsync(client, $"MADEUP{number}"));

        var metrics = await shop.Management.GetStringAsync("/metrics", TestCancellation);
        metrics.Should().NotContain("MADEUP");
        metrics.Split('\n').Count(line => line.Contains("http_request_method=\"_OTHER\"", StringComparison.Ordinal)).Should().BeInRange(1, MaxLines);
    }

    private static async Task AskAsync(HttpClient client, string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/");
        using var response = await client.SendAsync(request, TestCancellation);
        response.StatusCode.Should().BeOneOf(HttpStatusCode.MethodNotAllowed, HttpStatusCode.NotImplemented, HttpStatusCode.NotFound);
    }
}
