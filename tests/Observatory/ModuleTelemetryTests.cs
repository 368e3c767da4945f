using System.Text.Json;
using AstronomyShop.Contracts;
using AstronomyShop.Modules.Observatory;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Observatory;

public sealed class ModuleTelemetryTests
{
    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_module_of_a_process_is_a_service_except_the_observatory()
    {
        await using var shop = await ShopUnderTest.StartAsync([new TelemetryTestModule(), new TelemetryCalleeModule(), new ObservatoryModule()]);

        await AskAsync(shop);

        var edges = await UntilAsync(shop, "/jaeger/ui/api/dependencies", data => data.GetArrayLength() > 0);
        edges.EnumerateArray().Select(edge => $"{edge.GetProperty("parent")}>{edge.GetProperty("child")}").Should().Equal("stall>price");
        var services = await UntilAsync(shop, "/jaeger/ui/api/services", data => data.GetArrayLength() > 1);
        services.EnumerateArray().Select(name => name.GetString()).Should().Equal("price", "stall");
        await UntilPageAsync(shop, "/observatory/logs?service=stall", page => page.Contains("stall.asked", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Split_processes_export_to_the_observatory_of_another_process_with_both_protocols()
    {
        await using var observatory = await ShopUnderTest.StartAsync([new ObservatoryModule()]);
        foreach (var (protocol, endpoint) in new[] { ("grpc", observatory.GrpcAddress), ("http/protobuf", observatory.Web.BaseAddress!) })
        {
            await using var shop = await ShopUnderTest.StartAsync(
                [new TelemetryTestModule(), new TelemetryCalleeModule()],
                [
                    ("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint.ToString()), ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol), ("OTEL_BSP_SCHEDULE_DELAY", "50"),
                    ("OTEL_METRIC_EXPORT_INTERVAL", "100"), ("OTEL_RESOURCE_ATTRIBUTES", $"deployment.environment.name={protocol[..4]},service.name=wrong"),
                ]);

            await AskAsync(shop);

            var tags = Uri.EscapeDataString($$"""{"deployment.environment.name":"{{protocol[..4]}}","service.criticality":"critical"}""");
            var traces = await UntilAsync(observatory, $"/jaeger/ui/api/traces?service=stall&tags={tags}", data => data.GetArrayLength() > 0);
            traces[0].GetProperty("processes").EnumerateObject().Select(process => process.Value.GetProperty("serviceName").GetString())
                .Should().BeSubsetOf(["stall", "price"]);
            await UntilPageAsync(observatory, "/observatory/metrics?name=demo.stall.asked", page => page.Contains("stall", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Telemetry_dropped_by_another_process_is_shown_with_its_name()
    {
        await using var observatory = await ShopUnderTest.StartAsync([new ObservatoryModule()]);
        await using var shop = await ShopUnderTest.StartAsync(
            [new TelemetryTestModule(), new TelemetryCalleeModule()],
            [
                ("OTEL_EXPORTER_OTLP_ENDPOINT", observatory.GrpcAddress.ToString()), ("OTEL_BSP_MAX_QUEUE_SIZE", "1"), ("OTEL_BSP_SCHEDULE_DELAY", "600000"),
                ("OTEL_METRIC_EXPORT_INTERVAL", "100"),
            ]);
        (await observatory.Management.GetStringAsync("/observatory/", TestCancellation)).Should().Contain("0 dropped before export<");

        // A queue of one has no room for the second of two spans that end together, unless the first was exported in between.
        do
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AskAsync(shop)));
        }
        while (!(await observatory.Management.GetStringAsync("/observatory/", TestCancellation)).Contains("dropped before export: stall ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_scrape_names_the_service_of_each_series()
    {
        await using var shop = await ShopUnderTest.StartAsync([new TelemetryTestModule(), new TelemetryCalleeModule()]);
        await shop.Management.GetStringAsync("/metrics", TestCancellation);
        await AskAsync(shop);

        var text = await shop.Management.GetStringAsync("/metrics", TestCancellation);

        text.Should().MatchRegex("demo_stall_asked_total\\{[^}]*service_name=\"stall\"[^}]*\\} 1\n");
        text.Should().MatchRegex("target_info\\{[^}]*service_name=\"price\"").And.MatchRegex("target_info\\{[^}]*service_name=\"stall\"");
        text.Should().MatchRegex("rpc_server_call_duration_seconds_bucket\\{[^}]*service_name=\"price\"[^}]*le=\"\\+Inf\"\\} 1\n");
        text.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Should().OnlyContain(line => line.Contains("service_name="));
    }

    [Fact]
    public async Task A_disabled_SDK_records_nothing()
    {
        await using var shop = await ShopUnderTest.StartAsync([new TelemetryTestModule(), new TelemetryCalleeModule(), new ObservatoryModule()], [("OTEL_SDK_DISABLED", "true")]);

        await AskAsync(shop);

        (await shop.Management.GetStringAsync("/metrics", TestCancellation)).Should().NotContain("service_name");
    }

    internal static async Task AskAsync(ShopUnderTest shop) => await new AdService.AdServiceClient(shop.Channel).GetAdsAsync(new AdRequest(), cancellationToken: TestCancellation);

    private static async Task<JsonElement> UntilAsync(ShopUnderTest shop, string address, Func<JsonElement, bool> isThere)
    {
        while (true)
        {
            using var response = JsonDocument.Parse(await shop.Management.GetStringAsync(address, TestCancellation));
            if (response.RootElement.GetProperty("data") is var data && isThere(data))
            {
                return data.Clone();
            }

            await Task.Yield();
        }
    }

    private static async Task UntilPageAsync(ShopUnderTest shop, string address, Func<string, bool> isThere)
    {
        while (!isThere(await shop.Management.GetStringAsync(address, TestCancellation)))
        {
            TestCancellation.ThrowIfCancellationRequested();
        }
    }
}
