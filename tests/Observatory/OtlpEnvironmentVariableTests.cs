using AstronomyShop.Contracts.Otlp;
using AstronomyShop.SharedKernel.Telemetry;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Observatory;

/// <summary>Where telemetry goes, and how much of it, is said by OpenTelemetry's own variables and nothing else.</summary>
public sealed class OtlpEnvironmentVariableTests
{
    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_signal_is_sent_to_its_path_with_the_configured_headers()
    {
        await using var otlpServer = await RecordingOtlpServer.OpenAsync();
        await using var shop = await OpenAsync(otlpServer, ("OTEL_EXPORTER_OTLP_HEADERS", "x-key=a%20star"));

        await WaitForRequestsAsync(shop, otlpServer, "/v1/traces", "/v1/metrics", "/v1/logs");

        otlpServer.Requests.Should().OnlyContain(one => one.Key == "a star");
    }

    [Fact]
    public async Task A_sampler_that_drops_all_spans_keeps_metrics_and_logs()
    {
        await using var otlpServer = await RecordingOtlpServer.OpenAsync();
        await using (var shop = await OpenAsync(otlpServer, ("OTEL_TRACES_SAMPLER", "always_off")))
        {
            await WaitForRequestsAsync(shop, otlpServer, "/v1/metrics", "/v1/logs");
        }

        // It has closed, and what a shop has left to tell it tells then.
        otlpServer.Requests.Should().NotContain(one => one.Path == "/v1/traces");
    }

    [Fact]
    public async Task A_service_name_prefixes_those_of_several_modules_and_attributes_apply_to_all()
    {
        await using var otlpServer = await RecordingOtlpServer.OpenAsync();
        await using var shop = await OpenAsync(otlpServer, ("OTEL_SERVICE_NAME", "night"), ("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=sky"));

        await WaitForRequestsAsync(shop, otlpServer, "/v1/traces", "/v1/metrics", "/v1/logs");

        otlpServer.Resources.Select(resource => Value(resource, "service.name")).Distinct().Should().BeEquivalentTo("night-stall", "night-price");
        otlpServer.Resources.Select(resource => Value(resource, "service.instance.id")).Distinct().Should().ContainSingle();
        otlpServer.Resources.Should().OnlyContain(resource => Value(resource, "deployment.environment.name") == "sky"
            && Value(resource, "service.namespace") == "opentelemetry-demo" && Value(resource, "service.version") != "" && Value(resource, "service.criticality") != "");
    }

    [Fact]
    public async Task A_signal_can_have_another_endpoint_or_none()
    {
        await using var otlpServer = await RecordingOtlpServer.OpenAsync();
        await using var other = await RecordingOtlpServer.OpenAsync();
        await using var shop = await OpenAsync(otlpServer, ("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", $"{other.Address}/notes/logs"), ("OTEL_METRICS_EXPORTER", "none"));

        await WaitForRequestsAsync(shop, otlpServer, "/v1/traces");
        await WaitForRequestsAsync(shop, other, "/notes/logs");

        otlpServer.Requests.Should().OnlyContain(one => one.Path == "/v1/traces");
    }

    private static Task<ShopUnderTest> OpenAsync(RecordingOtlpServer otlpServer, params (string Key, string Value)[] more) => ShopUnderTest.StartAsync(
        [new TelemetryTestModule(), new TelemetryCalleeModule()],
        [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", otlpServer.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_BSP_SCHEDULE_DELAY", "20"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "50"), .. more,
        ]);

    private static async Task WaitForRequestsAsync(ShopUnderTest shop, RecordingOtlpServer otlpServer, params string[] paths)
    {
        await ModuleTelemetryTests.AskAsync(shop);
        await Eventually.HoldsAsync(
            $"{string.Join(", ", paths)} are heard", _ => Task.FromResult(paths.All(path => otlpServer.Requests.Any(one => one.Path == path))), TimeSpan.FromSeconds(20), TestCancellation);
    }

    private static string Value(Resource resource, string key) => OtlpValues.Text(resource.Attributes.FirstOrDefault(pair => pair.Key == key)?.Value);
}
