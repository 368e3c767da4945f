using AstronomyShop.Contracts.Otlp;
using AstronomyShop.SharedKernel.Telemetry;
using Google.Protobuf;

namespace AstronomyShop.Tests.Traces;

/// <summary>The shop emits exactly the telemetry that <c>docs/telemetry.md</c> lists.</summary>
public sealed class DeclaredTelemetryTests(BothDeploymentsFixture deployments)
{
    [Theory, InlineData(false), InlineData(true)]
    public void All_emitted_telemetry_is_declared(bool isSplit) => TelemetryVocabulary.Undeclared(deployments[isSplit].Telemetry).Should().BeEmpty();

    [Theory, InlineData(false), InlineData(true)]
    public void All_declared_telemetry_is_emitted(bool isSplit) => TelemetryVocabulary.NotEmitted(deployments[isSplit].Telemetry).Should().BeEmpty();

    [Fact]
    public async Task Undeclared_and_missing_telemetry_are_reported()
    {
        await using var collector = await RecordingOtlpCollector.StartAsync();
        using var client = new HttpClient();
        using var body = new ByteArrayContent(UndeclaredSpan.ToByteArray());
        var response = await client.PostAsync(new Uri($"{collector.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"]}/v1/traces"), body, TestContext.Current.CancellationToken);

        response.EnsureSuccessStatusCode();
        TelemetryVocabulary.Undeclared(collector).Should().BeEquivalentTo("cart event demo.cart.tail_shown", "cart attribute demo.order.id");
        TelemetryVocabulary.NotEmitted(collector).Should().Contain("payment span charge").And.NotContain("cart attribute demo.product.id");
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Telemetry_is_declared_by_the_module_that_emits_it(bool isSplit) =>
        deployments[isSplit].Telemetry.Lines.Where(line => line.Category.StartsWith("AstronomyShop", StringComparison.Ordinal) && line.Line.EventName.Length == 0)
            .Select(line => $"{line.Category}: {line.Line.Body.StringValue}").Should().BeEmpty();

    // A cart that emits one declared name, one declared by another module, and one undeclared name.
    private static ExportTraceServiceRequest UndeclaredSpan => new()
    {
        ResourceSpans =
        {
            new ResourceSpans
            {
                Resource = new Resource { Attributes = { OtlpValues.Pair("service.name", "cart") } },
                ScopeSpans =
                {
                    new ScopeSpans
                    {
                        Spans =
                        {
                            new Span
                            {
                                Name = "walk",
                                Attributes = { OtlpValues.Pair("demo.product.id", "1"), OtlpValues.Pair("demo.order.id", "2") },
                                Events = { new Span.Types.Event { Name = "demo.cart.tail_shown" } },
                            },
                        },
                    },
                },
            },
        },
    };
}
