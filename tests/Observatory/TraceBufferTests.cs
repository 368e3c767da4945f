using AstronomyShop.Contracts.Otlp;
using AstronomyShop.Modules.Observatory;
using AstronomyShop.Modules.Observatory.Storage;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Tests.Observatory;

public sealed class TraceBufferTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly StoredResource Cart = StoredResource.Of(PurchaseTelemetry.Service("cart"));

    private readonly TraceBuffer traces = new(Options.Create(new ObservatoryOptions { Spans = 1_000, Megabytes = 5 }));

    [Fact]
    public void The_number_of_spans_is_limited_and_the_oldest_trace_is_evicted_first()
    {
        for (var number = 0; number < 5_000; number++)
        {
            traces.Add(Span(number, "star"));
        }

        traces.State.Count.Should().Be(1_000);
        traces.State.Evicted.Should().Be(4_000);
        traces.Find(PurchaseTelemetry.NewTrace(3_999)).Should().BeNull();
        traces.Find(PurchaseTelemetry.NewTrace(4_000)).Should().NotBeNull();
    }

    [Fact]
    public void The_size_of_spans_is_limited()
    {
        var limit = new ObservatoryOptions { Megabytes = 5 }.SpanBytes;
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var number = 0; number < 900; number++)
        {
            traces.Add(Span(number, "star", PurchaseTelemetry.Pair("stars", new string('*', 20_000))));
        }

        traces.State.Bytes.Should().BeInRange(limit / 2, limit);
        (GC.GetTotalMemory(forceFullCollection: true) - before).Should().BeLessThan(2 * limit);
    }

    [Fact]
    public void Log_lines_are_limited_by_number_and_by_size()
    {
        var logs = new LogBuffer(Options.Create(new ObservatoryOptions { LogLines = 100, Megabytes = 1 }));

        for (var number = 0; number < 300; number++)
        {
            logs.Add(StoredLog.Of(Cart, "", new LogRecord { Body = new AnyValue { StringValue = $"line {number}" } }));
        }

        logs.All().Should().HaveCount(100);
        logs.All()[0].Line.Body.StringValue.Should().Be("line 299");
    }

    [Fact]
    public void A_trace_is_stored_up_to_its_largest_number_of_spans()
    {
        var all = new TraceBuffer(Options.Create(new ObservatoryOptions()));
        var span = Span(1, "star");

        Enumerable.Range(0, TraceBuffer.SpansPerTrace).Should().OnlyContain(_ => all.Add(span));
        all.Add(span).Should().BeFalse();
        all.State.Evicted.Should().Be(1);
    }

    private static StoredSpan Span(int number, string name, params KeyValue[] attributes)
    {
        var span = PurchaseTelemetry.NewSpan(PurchaseTelemetry.NewTrace(number), 1, name, Noon, TimeSpan.FromMilliseconds(1));
        span.Attributes.Add(attributes);
        return StoredSpan.Of(Cart, "", span)!;
    }
}
