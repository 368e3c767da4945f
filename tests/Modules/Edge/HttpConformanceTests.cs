using System.Net;
using AstronomyShop.Tests.Modules.Storefront;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Modules.Edge;

/// <summary>Conformance to the HTTP standard through the public port.</summary>
public sealed class HttpConformanceTests(BothDeploymentsFixture deployments) : IClassFixture<BothDeploymentsFixture>
{
    public static TheoryData<string> ReadPaths =>
    [
        "/", "/orders", "/styles.css", "/api/products", "/api/products/LS4PSXUNUM", "/api/currency", "/api/data", "/api/recommendations", "/api/cart",
        "/images/favicon.svg", "/feature/feature.css", "/feature/", "/mobile/", "/no/such/page",
    ];

    [Theory]
    [MemberData(nameof(ReadPaths))]
    public async Task HEAD_is_answered_as_GET_without_the_body(string path)
    {
        foreach (var web in (HttpClient[])[deployments.Web(isApart: false), deployments.Web(isApart: true)])
        {
            var cookie = ("Cookie", StorefrontClient.Cookie());
            var get = await web.FetchAsync(path, cookie);
            var head = await web.SendRequestAsync(HttpMethod.Head, path, null, cookie);

            head.Status.Should().Be(get.Status);
            head.ContentType.Should().Be(get.ContentType);
            head.Body.Should().BeEmpty();
        }
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/metrics")]
    public async Task HEAD_is_answered_on_the_management_port(string path) =>
        (await deployments.SingleProcess.Management.SendRequestAsync(HttpMethod.Head, path)).Status.Should().Be(HttpStatusCode.OK);

    [Fact]
    public async Task OPTIONS_for_the_server_as_a_whole_is_answered()
    {
        using var connection = await RawHttpConnection.OpenAsync(deployments.Web(isApart: false).BaseAddress!);
        await connection.WriteAsync("OPTIONS * HTTP/1.1\r\nHost: shop\r\n\r\n");

        (await connection.ReadLineAsync()).Should().Be("HTTP/1.1 204 No Content");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_encoded_slash_in_a_path_segment_is_part_of_the_value(bool isApart) =>
        (await deployments.Web(isApart).FetchAsync("/images/products%2FRedFlashlight.jpg")).Status.Should().Be(HttpStatusCode.OK);

    [Fact]
    public async Task Unknown_methods_add_one_series_to_the_metrics()
    {
        await using var shop = await EdgeShop.OpenAsync(isApart: false);

        // The first request for the metrics starts the measurement.
        await shop.Management.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        foreach (var number in Enumerable.Range(0, 50))
        {
            await shop.Web.SendRequestAsync(new HttpMethod($"MADEUP{number}"), "/api/products");
        }

        var metrics = await shop.Management.GetStringAsync("/metrics", TestContext.Current.CancellationToken);

        metrics.Should().Contain("http_request_method=\"_OTHER\"").And.NotContain("MADEUP");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Only_the_event_stream_of_the_flag_service_has_no_time_limit(bool isApart)
    {
        await using var shop = await EdgeShop.OpenAsync(isApart, ("Modules:Edge:TimeLimit", "00:00:00.001"));

        (await shop.Web.PostBodyAsync("/flagservice/ofrep/v1/evaluate/flags", "{}")).Status.Should().BeOneOf(HttpStatusCode.GatewayTimeout, HttpStatusCode.RequestTimeout);
    }
}
