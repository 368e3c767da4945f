using AstronomyShop.Contracts.Otlp;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Observatory;

/// <summary>
/// The exporters of the SDK read the attribute limits from the environment variables of the process, so they apply to every shop that starts meanwhile.
/// </summary>
[CollectionDefinition(nameof(AttributeLimitTests), DisableParallelization = true)]
[Collection(nameof(AttributeLimitTests))]
public sealed class AttributeLimitTests : IDisposable
{
    private const int Length = 4;
    private const int Count = 2;

    private static readonly (string Name, string Value)[] Limits = [("OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", $"{Length}"), ("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", $"{Count}")];

    public AttributeLimitTests() => Array.ForEach(Limits, limit => Environment.SetEnvironmentVariable(limit.Name, limit.Value));

    public void Dispose() => Array.ForEach(Limits, limit => Environment.SetEnvironmentVariable(limit.Name, null));

    [Fact]
    public async Task Span_attributes_are_limited_in_length_and_number_by_environment_variables()
    {
        await using var otlpServer = await RecordingOtlpServer.OpenAsync();
        await using var shop = await ShopUnderTest.StartAsync(
            [new TelemetryTestModule(), new TelemetryCalleeModule()],
            [("OTEL_EXPORTER_OTLP_ENDPOINT", otlpServer.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_BSP_SCHEDULE_DELAY", "20")]);

        await ModuleTelemetryTests.AskAsync(shop);
        var spans = await Eventually.FindAsync(
            "spans are exported", _ => Task.FromResult(Spans().ToList() is { Count: > 0 } all ? all : null), TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        spans.Should().OnlyContain(span => span.Attributes.Count <= Count).And.Contain(span => span.DroppedAttributesCount > 0);
        spans.SelectMany(span => span.Attributes).Where(attribute => attribute.Value.HasStringValue).Should().NotBeEmpty()
            .And.OnlyContain(attribute => attribute.Value.StringValue.Length <= Length);

        IEnumerable<Span> Spans() => otlpServer.Requests.Select(one => one.Body).OfType<ExportTraceServiceRequest>()
            .SelectMany(one => one.ResourceSpans).SelectMany(one => one.ScopeSpans).SelectMany(one => one.Spans);
    }
}
