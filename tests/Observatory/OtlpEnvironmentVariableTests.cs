using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using AstronomyShop.Contracts;
using AstronomyShop.Contracts.Otlp;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Telemetry;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Observatory;

/// <summary>Only the standard environment variables of OpenTelemetry configure where telemetry is exported, and how much of it.</summary>
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

        // The shop has stopped, and it exports all remaining telemetry when it stops.
        otlpServer.Requests.Should().NotContain(one => one.Path == "/v1/traces");
    }

    [Fact]
    public async Task A_trace_that_its_client_does_not_sample_is_not_recorded_in_any_module()
    {
        await using var otlpServer = await RecordingOtlpServer.OpenAsync();
        await using (var shop = await OpenAsync(otlpServer))
        {
            var unsampled = new Metadata { { "traceparent", $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-00" } };
            await new AdService.AdServiceClient(shop.Channel).GetAdsAsync(new AdRequest(), unsampled, cancellationToken: TestCancellation);
        }

        otlpServer.Requests.Should().Contain(one => one.Path == "/v1/logs").And.NotContain(one => one.Path == "/v1/traces");
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

    [Fact]
    public async Task An_empty_variable_is_unset_and_known_values_are_recognized_in_any_case()
    {
        await using var otlpServer = await RecordingOtlpServer.OpenAsync();
        await using var shop = await OpenAsync(
            otlpServer, ("OTEL_EXPORTER_OTLP_PROTOCOL", "HTTP/Protobuf"), ("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", ""), ("OTEL_EXPORTER_OTLP_LOGS_HEADERS", ""),
            ("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "x-key=own"), ("OTEL_EXPORTER_OTLP_HEADERS", "x-key=common"), ("OTEL_TRACES_EXPORTER", "OTLP"), ("OTEL_METRICS_EXPORTER", "None"));

        await WaitForRequestsAsync(shop, otlpServer, "/v1/traces", "/v1/logs");

        otlpServer.Requests.Select(one => (one.Path, one.Key)).Distinct().Should().BeEquivalentTo([("/v1/traces", "own"), ("/v1/logs", "common")]);
    }

    [Fact]
    public async Task Requests_are_compressed_on_request()
    {
        await using var otlpServer = await RecordingOtlpServer.OpenAsync();
        await using var shop = await OpenAsync(otlpServer, ("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip"), ("OTEL_EXPORTER_OTLP_METRICS_COMPRESSION", "none"));

        await WaitForRequestsAsync(shop, otlpServer, "/v1/traces", "/v1/metrics", "/v1/logs");

        otlpServer.Compressed.Should().BePositive().And.BeLessThan(otlpServer.Requests.Count);
    }

    [Fact]
    public async Task Metrics_have_delta_temporality_on_request()
    {
        await using var otlpServer = await RecordingOtlpServer.OpenAsync();
        await using var shop = await OpenAsync(otlpServer, ("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "Delta"));

        await ModuleTelemetryTests.AskAsync(shop);
        var histograms = await Eventually.FindAsync(
            "histograms are exported", _ => Task.FromResult(Histograms().ToList() is { Count: > 0 } all ? all : null), TimeSpan.FromSeconds(20), TestCancellation);
        histograms.Should().OnlyContain(histogram => histogram.AggregationTemporality == AggregationTemporality.Delta);

        IEnumerable<Histogram> Histograms() => otlpServer.Requests.Select(one => one.Body).OfType<ExportMetricsServiceRequest>()
            .SelectMany(one => one.ResourceMetrics).SelectMany(one => one.ScopeMetrics).SelectMany(one => one.Metrics)
            .Select(metric => metric.Histogram).OfType<Histogram>();
    }

    [Fact]
    public async Task A_private_authority_is_trusted_without_a_certificate_of_the_shop()
    {
        var folder = Directory.CreateTempSubdirectory("otlp-");
        try
        {
            using var authority = new CertificateAuthority();
            authority.Issue(folder.FullName, "back-end", isAtLoopback: true);
            using var certificate = X509Certificate2.CreateFromPemFile(Path.Combine(folder.FullName, "tls.crt"), Path.Combine(folder.FullName, "tls.key"));
            await using var otlpServer = await RecordingOtlpServer.OpenAsync(certificate);
            await using var shop = await OpenAsync(otlpServer, ("OTEL_EXPORTER_OTLP_CERTIFICATE", Path.Combine(folder.FullName, "ca.crt")));

            await WaitForRequestsAsync(shop, otlpServer, "/v1/traces", "/v1/metrics", "/v1/logs");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json", "use grpc or http/protobuf")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_COMPRESSION", "zstd", "use gzip or none")]
    [InlineData("OTEL_EXPORTER_OTLP_TIMEOUT", "10s", "is not a positive whole number")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://", "is not a valid address")]
    [InlineData("OTEL_TRACES_EXPORTER", "zipkin", "use otlp or none")]
    [InlineData("OTEL_METRICS_EXEMPLAR_FILTER", "sometimes", "use trace_based or always_on or always_off")]
    [InlineData("OTEL_BSP_MAX_QUEUE_SIZE", "-1", "is not a positive whole number")]
    [InlineData("OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", "client.crt", "OTEL_EXPORTER_OTLP_CLIENT_KEY*is missing")]
    public async Task An_invalid_value_fails_the_start_with_an_error_that_names_its_variable(string variable, string value, string problem)
    {
        await using var otlpServer = await RecordingOtlpServer.OpenAsync();

        var opening = async () => await OpenAsync(otlpServer, (variable, value));

        (await opening.Should().ThrowAsync<SettingException>()).WithMessage($"*{(problem.StartsWith("OTEL_", StringComparison.Ordinal) ? "" : variable)}*{problem}*");
    }

    private static Task<ShopUnderTest> OpenAsync(RecordingOtlpServer otlpServer, params (string Key, string Value)[] more)
    {
        (string Key, string Value)[] usual =
        [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", otlpServer.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_BSP_SCHEDULE_DELAY", "20"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "50"),
        ];
        return ShopUnderTest.StartAsync([new TelemetryTestModule(), new TelemetryCalleeModule()], [.. more, .. usual.ExceptBy(more.Select(one => one.Key), one => one.Key)]);
    }

    private static async Task WaitForRequestsAsync(ShopUnderTest shop, RecordingOtlpServer otlpServer, params string[] paths)
    {
        await ModuleTelemetryTests.AskAsync(shop);
        await Eventually.HoldsAsync(
            $"requests to {string.Join(", ", paths)} are received", _ => Task.FromResult(paths.All(path => otlpServer.Requests.Any(one => one.Path == path))), TimeSpan.FromSeconds(20), TestCancellation);
    }

    private static string Value(Resource resource, string key) => OtlpValues.Text(resource.Attributes.FirstOrDefault(pair => pair.Key == key)?.Value);
}
