using AstronomyShop.Contracts.Otlp;
using AstronomyShop.Modules.Observatory;
using AstronomyShop.Modules.Observatory.Storage;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Tests.Observatory;

public sealed class MetricBufferTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly IOptions<ObservatoryOptions> Limits = Options.Create(new ObservatoryOptions { Series = 100, Megabytes = 5 });

    private readonly MetricBuffer metrics = new(Limits);
    private readonly StoredResource payment = StoredResource.Of(PurchaseTelemetry.Service("payment"));

    [Fact]
    public void The_series_whose_latest_value_is_the_oldest_is_evicted_first()
    {
        for (var number = 0; number < 100; number++)
        {
            Add($"metric.{number}", number);
        }

        Add("metric.0", 1);
        Add("later.1", 1);
        Add("later.2", 1);

        metrics.State.Count.Should().Be(100);
        metrics.State.Evicted.Should().Be(2);
        metrics.OfMetric("metric.0").Should().ContainSingle();
        metrics.OfMetric("metric.1").Should().BeEmpty();
        metrics.OfMetric("metric.2").Should().BeEmpty();
        metrics.OfMetric("metric.3").Should().ContainSingle();
        metrics.OfMetric("later.2").Should().ContainSingle();
    }

    [Fact]
    public void The_size_of_series_is_limited_too()
    {
        var few = new MetricBuffer(Options.Create(new ObservatoryOptions { Series = 100_000, Megabytes = 1 }));
        for (var number = 0; number < 1_000; number++)
        {
            few.Add(payment, "", new Metric { Name = $"metric.{number}", Gauge = Gauge(number) });
        }

        few.State.Bytes.Should().BeInRange(150_000, new ObservatoryOptions { Megabytes = 1 }.MetricBytes);
        (few.State.Count + few.State.Evicted).Should().Be(1_000);
        few.OfMetric("metric.999").Should().ContainSingle();
    }

    [Fact]
    public void Many_invented_label_values_do_not_block_later_series()
    {
        for (var number = 0; number < 2_800; number++)
        {
            metrics.Add(payment, "", new Metric { Name = "http.server.request.duration", Gauge = Gauge(1, PurchaseTelemetry.Pair("http.request.method", $"M{number}")) });
        }

        Add("demo.payment.transactions", 5);

        metrics.OfMetric("demo.payment.transactions").Should().ContainSingle();
    }

    [Fact]
    public void Each_process_of_a_service_has_separate_series()
    {
        foreach (var (instance, value) in (IEnumerable<(string, long)>)[("one", 10), ("two", 1000), ("one", 20), ("two", 3000)])
        {
            var resource = StoredResource.Of(new Resource { Attributes = { PurchaseTelemetry.Pair("service.name", "payment"), PurchaseTelemetry.Pair("service.instance.id", instance) } });
            metrics.Add(resource, "", new Metric { Name = "queue", Gauge = Gauge(value) });
        }

        metrics.OfMetric("queue").Should().HaveCount(2)
            .And.ContainSingle(series => series.Key.Instance == "one" && series.Latest == 20 && series.Points().Count == 2)
            .And.ContainSingle(series => series.Key.Instance == "two" && series.Latest == 3000);
    }

    [Fact]
    public void Each_scope_of_a_process_has_separate_series()
    {
        var ingest = new TelemetryIngest(new TraceBuffer(Limits), new LogBuffer(Limits), metrics);
        foreach (var (scope, value) in (IEnumerable<(string, long)>)[("a", 10), ("b", 1000), ("a", 20), ("b", 3000)])
        {
            var reported = new ScopeMetrics { Scope = new InstrumentationScope { Name = scope }, Metrics = { new Metric { Name = "queue", Gauge = Gauge(value) } } };
            ingest.Accept(new ExportMetricsServiceRequest { ResourceMetrics = { new ResourceMetrics { Resource = PurchaseTelemetry.Service("payment"), ScopeMetrics = { reported } } } });
        }

        metrics.OfMetric("queue").Should().HaveCount(2)
            .And.ContainSingle(series => series.Key.Scope == "a" && series.Latest == 20 && series.Points().Count == 2)
            .And.ContainSingle(series => series.Key.Scope == "b" && series.Latest == 3000);
    }

    [Theory, InlineData(AggregationTemporality.Cumulative, 4, 10, 16), InlineData(AggregationTemporality.Delta, 4, 6, 6)]
    public void A_sum_is_shown_per_second_in_either_temporality(AggregationTemporality temporality, int first, int second, int third)
    {
        foreach (var (value, at) in (IEnumerable<(int, int)>)[(first, 0), (second, 2), (third, 4)])
        {
            metrics.Add(payment, "", new Metric { Name = "sold", Sum = new Sum { IsMonotonic = true, AggregationTemporality = temporality, DataPoints = { Point(value, at) } } });
        }

        metrics.OfMetric("sold").Single().Points().Select(point => point.Value).Should().Equal(3, 3);
        metrics.OfMetric("sold").Single().Latest.Should().Be(16);
    }

    [Fact]
    public void A_delta_sum_that_is_not_monotonic_is_shown_as_a_gauge_of_its_total()
    {
        foreach (var value in (int[])[5, -2, 4])
        {
            metrics.Add(payment, "", new Metric { Name = "waiting", Sum = new Sum { AggregationTemporality = AggregationTemporality.Delta, DataPoints = { Point(value, 0) } } });
        }

        metrics.OfMetric("waiting").Single().Points().Select(point => point.Value).Should().Equal(5, 3, 7);
    }

    [Theory, MemberData(nameof(Distributions))]
    public void The_average_of_every_kind_of_distribution_is_shown(string kind, Func<ulong, double, ulong, Metric> metricOf, bool isDelta)
    {
        metrics.Add(payment, "", metricOf(2, 10, Nanoseconds(0)));
        metrics.Add(payment, "", isDelta ? metricOf(4, 20, Nanoseconds(10)) : metricOf(6, 30, Nanoseconds(10)));

        var series = metrics.OfMetric(kind).Single();
        series.Kind.Should().Be(SeriesKind.Histogram);
        series.Points().Select(point => point.Value).Should().Equal(5);
        series.Latest.Should().Be(6);
    }

    [Fact]
    public void A_histogram_without_a_sum_is_shown_as_the_rate_of_its_count()
    {
        foreach (var (count, at) in (IEnumerable<(ulong, int)>)[(2, 0), (22, 10)])
        {
            metrics.Add(payment, "", new Metric { Name = "unsummed", Histogram = new Histogram { DataPoints = { new HistogramDataPoint { Count = count, TimeUnixNano = Nanoseconds(at) } } } });
        }

        metrics.OfMetric("unsummed").Single().Points().Select(point => point.Value).Should().Equal(2);
    }

    [Fact]
    public void Points_that_cannot_be_stored_are_counted_and_points_without_a_value_left_out()
    {
        var points = new Gauge
        {
            DataPoints =
            {
                Point(1, 0),
                new NumberDataPoint { TimeUnixNano = 1 },
                new NumberDataPoint { AsInt = 1, Attributes = { PurchaseTelemetry.Pair("label", new string('x', 5_000)) } },
                new NumberDataPoint { Flags = 1 },
            },
        };

        metrics.Add(payment, "", new Metric { Name = "mixed", Gauge = points }).Should().Be(2);

        metrics.OfMetric("mixed").Should().ContainSingle().Which.Points().Should().ContainSingle();
    }

    public static TheoryData<string, Func<ulong, double, ulong, Metric>, bool> Distributions { get; } = new()
    {
        { "histogram", (count, sum, at) => Histogram("histogram", count, sum, at, AggregationTemporality.Cumulative), false },
        { "delta", (count, sum, at) => Histogram("delta", count, sum, at, AggregationTemporality.Delta), true },
        { "exponential", (count, sum, at) => Exponential("exponential", count, sum, at, AggregationTemporality.Cumulative), false },
        { "exponential.delta", (count, sum, at) => Exponential("exponential.delta", count, sum, at, AggregationTemporality.Delta), true },
        { "summary", (count, sum, at) => new Metric { Name = "summary", Summary = new Summary { DataPoints = { new SummaryDataPoint { Count = count, Sum = sum, TimeUnixNano = at } } } }, false },
    };

    private static Metric Histogram(string name, ulong count, double sum, ulong at, AggregationTemporality temporality) => new()
    {
        Name = name, Histogram = new Histogram { AggregationTemporality = temporality, DataPoints = { new HistogramDataPoint { Count = count, Sum = sum, TimeUnixNano = at } } },
    };

    private static Metric Exponential(string name, ulong count, double sum, ulong at, AggregationTemporality temporality) => new()
    {
        Name = name, ExponentialHistogram = new ExponentialHistogram { AggregationTemporality = temporality, DataPoints = { new ExponentialHistogramDataPoint { Count = count, Sum = sum, TimeUnixNano = at } } },
    };

    private static Gauge Gauge(long value, params KeyValue[] attributes) => new() { DataPoints = { new NumberDataPoint { AsInt = value, TimeUnixNano = Nanoseconds(0), Attributes = { attributes } } } };

    private static NumberDataPoint Point(long value, int seconds) => new() { AsInt = value, TimeUnixNano = Nanoseconds(seconds) };

    private static ulong Nanoseconds(int seconds) => (ulong)(Noon.AddSeconds(seconds).UtcDateTime - DateTime.UnixEpoch).Ticks * 100;

    private void Add(string name, long value) => metrics.Add(payment, "", new Metric { Name = name, Gauge = Gauge(value) });
}
