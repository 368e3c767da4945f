using System.ComponentModel.DataAnnotations;

namespace AstronomyShop.Modules.Observatory;

/// <summary>The capacity of the telemetry store, and the limits of reports. When a limit of the store is reached, the oldest items are evicted.</summary>
internal sealed class ObservatoryOptions
{
    [Range(1, 1_000_000)]
    public int Spans { get; set; } = 50_000;

    [Range(1, 1_000_000)]
    public int LogLines { get; set; } = 20_000;

    [Range(1, 100_000)]
    public int Series { get; set; } = 3_000;

    /// <summary>All that is stored, with its resources, names and attributes, in MiB.</summary>
    [Range(1, 1_024)]
    public int Megabytes { get; set; } = 64;

    /// <summary>How many reports one client address may send per second on average; of IPv6, a /64.</summary>
    [Range(1, 100_000)]
    public int ReportsPerSecond { get; set; } = 200;

    /// <summary>How many of them it may send in a burst.</summary>
    [Range(1, 100_000)]
    public int ReportsAtOnce { get; set; } = 400;

    public long SpanBytes => Megabytes * 1_048_576L * 3 / 5;

    public long LogBytes => Megabytes * 1_048_576L / 5;

    public long MetricBytes => Megabytes * 1_048_576L / 5;
}
