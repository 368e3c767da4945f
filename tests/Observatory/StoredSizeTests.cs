using System.Runtime.CompilerServices;
using AstronomyShop.Contracts.Otlp;
using AstronomyShop.Modules.Observatory;
using AstronomyShop.Modules.Observatory.Storage;
using Google.Protobuf;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Tests.Observatory;

/// <summary>The calculated size of stored telemetry matches the memory that it uses, so that the limit of the store limits memory.</summary>
public sealed class StoredSizeTests
{
    private const int Megabytes = 20;

    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    // Each creates spans in which a different part uses most of the memory.
    public static TheoryData<string, Func<int, (Resource Resource, Span Span)>> Shapes { get; } = new()
    {
        { "a large resource", number => (Large(number, 1_000_000), Span(number)) },
        { "many attributes of the resource", number => (new Resource { Attributes = { Many(2_000, number) } }, Span(number)) },
        { "small spans in traces of their own", number => (PurchaseTelemetry.Service("cart"), Span(number)) },
        { "many empty attributes", number => (PurchaseTelemetry.Service("cart"), Span(number, span => span.Attributes.Add(Enumerable.Range(0, 5_000).Select(_ => new KeyValue())))) },
        { "a long list", number => (PurchaseTelemetry.Service("cart"), Span(number, span => span.Attributes.Add(List(number, 9_000)))) },
        { "many events", number => (PurchaseTelemetry.Service("cart"), Span(number, span => span.Events.Add(Enumerable.Range(0, 2_000).Select(_ => new Span.Types.Event())))) },
        { "many links", number => (PurchaseTelemetry.Service("cart"), Span(number, span => span.Links.Add(Enumerable.Range(0, 2_000).Select(one => new Span.Types.Link { TraceId = PurchaseTelemetry.NewTrace(one), SpanId = PurchaseTelemetry.Id(one) })))) },
        { "a long name and status", number => (PurchaseTelemetry.Service("cart"), Span(number, span => (span.Name, span.Status) = (new string('n', 50_000), new Status { Message = new string('s', 50_000) }))) },
        { "fields that are not known", number => (PurchaseTelemetry.Service("cart"), Unknown(Span(number))) },
    };

    [Theory, MemberData(nameof(Shapes))]
    public void The_size_of_spans_includes_everything_that_is_stored_with_them(string shape, Func<int, (Resource Resource, Span Span)> create)
    {
        var (ingest, state) = Store();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var number = 0; number < (shape.Contains("small") ? 4_000 : 200); number++)
        {
            Report(number);
        }

        CheckMemory(before, state, shape);

        // The request is serialized and parsed, as a received report is. Without inlining, no local variable of the test keeps it in memory.
        [MethodImpl(MethodImplOptions.NoInlining)]
        void Report(int number)
        {
            var (resource, span) = create(number);
            var scope = new ScopeSpans { Scope = new InstrumentationScope { Name = $"scope {number}" }, Spans = { span } };
            var request = new ExportTraceServiceRequest { ResourceSpans = { new ResourceSpans { Resource = resource, ScopeSpans = { scope } } } };
            ingest.Accept(ExportTraceServiceRequest.Parser.ParseFrom(request.ToByteArray()));
        }
    }

    [Fact]
    public void The_size_of_log_records_includes_their_resource_and_scope()
    {
        var (ingest, state) = Store();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var number = 0; number < 60; number++)
        {
            Report(number);
        }

        CheckMemory(before, state, "log records");

        [MethodImpl(MethodImplOptions.NoInlining)]
        void Report(int number)
        {
            var line = new LogRecord { EventName = new string('e', 9_000), Attributes = { Many(300, number) }, Body = List(number, 9_000).Value };
            var scope = new ScopeLogs { Scope = new InstrumentationScope { Name = new string('s', 90_000) }, LogRecords = { line } };
            var request = new ExportLogsServiceRequest { ResourceLogs = { new ResourceLogs { Resource = Large(number, 200_000), ScopeLogs = { scope } } } };
            ingest.Accept(ExportLogsServiceRequest.Parser.ParseFrom(request.ToByteArray()));
        }
    }

    [Fact]
    public void The_size_of_series_includes_their_labels()
    {
        var (ingest, state) = Store();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var number = 0; number < 4_000; number++)
        {
            Report(number);
        }

        CheckMemory(before, state, "series");

        [MethodImpl(MethodImplOptions.NoInlining)]
        void Report(int number)
        {
            var metric = new Metric { Name = $"metric.{number}", Description = new string('d', 9_000), Unit = new string('u', 900), Gauge = new Gauge { DataPoints = { new NumberDataPoint { AsInt = number, Attributes = { Many(20, number) } } } } };
            var request = new ExportMetricsServiceRequest { ResourceMetrics = { new ResourceMetrics { Resource = Large(number, 20_000), ScopeMetrics = { new ScopeMetrics { Metrics = { metric } } } } } };
            ingest.Accept(ExportMetricsServiceRequest.Parser.ParseFrom(request.ToByteArray()));
        }
    }

    [Fact]
    public void Equal_resources_are_stored_once()
    {
        var (ingest, state) = Store();
        for (var number = 0; number < 100; number++)
        {
            var scope = new ScopeSpans { Spans = { Span(number) } };
            ingest.Accept(new ExportTraceServiceRequest { ResourceSpans = { new ResourceSpans { Resource = Large(1, 60_000), ScopeSpans = { scope } } } });
        }

        state().Bytes.Should().BeLessThan(600_000);
        state().Count.Should().Be(100);
    }

    // Each signal has a part of the memory limit.
    private static void CheckMemory(long before, Func<(long Bytes, int Count)> state, string shape)
    {
        var taken = GC.GetTotalMemory(forceFullCollection: true) - before;
        TestContext.Current.TestOutputHelper?.WriteLine($"{shape}: {state().Count} items, weighed {state().Bytes:N0}, taken {taken:N0}");
        state().Bytes.Should().BeLessThanOrEqualTo(Megabytes * 1_048_576L);
        taken.Should().BeLessThan((state().Bytes * 5 / 4) + 1_048_576, "{0} items are stored", state().Count);
    }

    private static (TelemetryIngest Ingest, Func<(long Bytes, int Count)> State) Store()
    {
        var options = Options.Create(new ObservatoryOptions { Megabytes = Megabytes });
        var (traces, logs, metrics) = (new TraceBuffer(options), new LogBuffer(options), new MetricBuffer(options));
        return (new TelemetryIngest(traces, logs, metrics), () =>
            (traces.State.Bytes + logs.State.Bytes + metrics.State.Bytes, traces.State.Count + logs.State.Count + metrics.State.Count));
    }

    private static Resource Large(int number, int size) => new()
    {
        Attributes = { PurchaseTelemetry.Pair("service.name", $"service {number}"), PurchaseTelemetry.Pair("large", new string((char)('a' + (number % 26)), size)) },
    };

    private static IEnumerable<KeyValue> Many(int count, int seed) => Enumerable.Range(0, count).Select(number => PurchaseTelemetry.Pair($"k{number}", $"{seed}"));

    private static KeyValue List(int seed, int count) => new()
    {
        Key = "list",
        Value = new AnyValue { ArrayValue = new ArrayValue { Values = { new AnyValue { IntValue = seed }, Enumerable.Repeat(new AnyValue(), count) } } },
    };

    private static Span Span(int number, Action<Span>? change = null)
    {
        var span = PurchaseTelemetry.NewSpan(PurchaseTelemetry.NewTrace(number), 1, "step", Noon, TimeSpan.FromMilliseconds(1));
        change?.Invoke(span);
        return span;
    }

    private static Span Unknown(Span span)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            span.WriteTo(output);
            for (var field = 100; field < 2_000; field++)
            {
                output.WriteTag(field, WireFormat.WireType.Varint);
                output.WriteInt32(1);
            }
        }

        return AstronomyShop.Contracts.Otlp.Span.Parser.ParseFrom(bytes.ToArray());
    }
}
