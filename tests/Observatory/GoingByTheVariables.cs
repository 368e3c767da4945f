using AstronomyShop.Contracts.Otlp;
using AstronomyShop.SharedKernel.Telemetry;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Observatory;

/// <summary>Where telemetry goes, and how much of it, is said by OpenTelemetry's own variables and nothing else.</summary>
public sealed class GoingByTheVariables
{
    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_signal_goes_to_its_path_with_the_headers_that_were_given()
    {
        await using var ear = await Ear.Open();
        await using var shop = await Open(ear, ("OTEL_EXPORTER_OTLP_HEADERS", "x-key=a%20star"));

        await Heard(shop, ear, "/v1/traces", "/v1/metrics", "/v1/logs");

        ear.Heard.Should().OnlyContain(one => one.Key == "a star");
    }

    [Fact]
    public async Task A_sampler_that_says_no_leaves_the_measurements_and_the_lines()
    {
        await using var ear = await Ear.Open();
        await using (var shop = await Open(ear, ("OTEL_TRACES_SAMPLER", "always_off")))
        {
            await Heard(shop, ear, "/v1/metrics", "/v1/logs");
        }

        // It has closed, and what a shop has left to tell it tells then.
        ear.Heard.Should().NotContain(one => one.Path == "/v1/traces");
    }

    [Fact]
    public async Task A_service_name_goes_before_those_of_several_modules_and_attributes_to_all()
    {
        await using var ear = await Ear.Open();
        await using var shop = await Open(ear, ("OTEL_SERVICE_NAME", "night"), ("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=sky"));

        await Heard(shop, ear, "/v1/traces", "/v1/metrics", "/v1/logs");

        ear.Resources.Select(resource => Value(resource, "service.name")).Distinct().Should().BeEquivalentTo("night-stall", "night-price");
        ear.Resources.Select(resource => Value(resource, "service.instance.id")).Distinct().Should().ContainSingle();
        ear.Resources.Should().OnlyContain(resource => Value(resource, "deployment.environment.name") == "sky"
            && Value(resource, "service.namespace") == "opentelemetry-demo" && Value(resource, "service.version") != "" && Value(resource, "service.criticality") != "");
    }

    [Fact]
    public async Task A_signal_may_go_elsewhere_or_nowhere()
    {
        await using var ear = await Ear.Open();
        await using var other = await Ear.Open();
        await using var shop = await Open(ear, ("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", $"{other.Address}/notes/logs"), ("OTEL_METRICS_EXPORTER", "none"));

        await Heard(shop, ear, "/v1/traces");
        await Heard(shop, other, "/notes/logs");

        ear.Heard.Should().OnlyContain(one => one.Path == "/v1/traces");
    }

    private static Task<ShopUnderTest> Open(Ear ear, params (string Key, string Value)[] more) => ShopUnderTest.Start(
        [new StallModule(), new PriceModule()],
        [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", ear.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_BSP_SCHEDULE_DELAY", "20"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "50"), .. more,
        ]);

    private static async Task Heard(ShopUnderTest shop, Ear ear, params string[] paths)
    {
        await ReportingOfModules.Ask(shop);
        await Eventually.Holds(
            $"{string.Join(", ", paths)} are heard", _ => Task.FromResult(paths.All(path => ear.Heard.Any(one => one.Path == path))), TimeSpan.FromSeconds(20), Test);
    }

    private static string Value(Resource resource, string key) => OtlpValues.Text(resource.Attributes.FirstOrDefault(pair => pair.Key == key)?.Value);
}
