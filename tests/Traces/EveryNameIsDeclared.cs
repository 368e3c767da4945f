using AstronomyShop.Contracts.Otlp;
using AstronomyShop.SharedKernel.Telemetry;
using Google.Protobuf;

namespace AstronomyShop.Tests.Traces;

/// <summary>What the shop says and what <c>docs/telemetry.md</c> says it says are the same.</summary>
public sealed class EveryNameIsDeclared(BothShapes shapes)
{
    [Theory, InlineData(false), InlineData(true)]
    public void Nothing_is_said_that_nobody_declared(bool isSplit) => Vocabulary.Undeclared(shapes[isSplit].Heard).Should().BeEmpty();

    [Theory, InlineData(false), InlineData(true)]
    public void What_is_declared_is_said(bool isSplit) => Vocabulary.Unheard(shapes[isSplit].Heard).Should().BeEmpty();

    [Fact]
    public async Task What_nobody_declared_would_be_heard_and_what_nobody_says_missed()
    {
        await using var collector = await Collector.Start();
        using var client = new HttpClient();
        using var body = new ByteArrayContent(APeacock.ToByteArray());
        var answer = await client.PostAsync(new Uri($"{collector.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"]}/v1/traces"), body, TestContext.Current.CancellationToken);

        answer.EnsureSuccessStatusCode();
        Vocabulary.Undeclared(collector).Should().BeEquivalentTo("cart event demo.cart.tail_shown", "cart attribute demo.order.id");
        Vocabulary.Unheard(collector).Should().Contain("payment span charge").And.NotContain("cart attribute demo.product.id");
    }

    [Theory, InlineData(false), InlineData(true)]
    public void A_module_that_says_a_thing_names_it(bool isSplit) =>
        shapes[isSplit].Heard.Lines.Where(line => line.Category.StartsWith("AstronomyShop", StringComparison.Ordinal) && line.Line.EventName.Length == 0)
            .Select(line => $"{line.Category}: {line.Line.Body.StringValue}").Should().BeEmpty();

    // A cart that says one thing it may, one that only others may, and one that nobody may.
    private static ExportTraceServiceRequest APeacock => new()
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
