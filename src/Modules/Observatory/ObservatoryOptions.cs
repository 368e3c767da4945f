using System.ComponentModel.DataAnnotations;

namespace AstronomyShop.Modules.Observatory;

/// <summary>The capacity of the telemetry store. When a limit is reached, the oldest items are evicted.</summary>
internal sealed class ObservatoryOptions
{
    [Range(1, 1_000_000)]
    public int Spans { get; set; } = 50_000;

    [Range(1, 1_000_000)]
    public int LogLines { get; set; } = 20_000;

    [Range(1, 100_000)]
    public int Series { get; set; } = 3_000;

    [Range(1, 1_024)]
    public int Megabytes { get; set; } = 64;

    // Stored metrics are limited only by their number, which takes about nine megabytes.
    public long SpanBytes => Megabytes * 1_048_576L * 3 / 5;

    public long LogBytes => Megabytes * 1_048_576L / 5;
}
