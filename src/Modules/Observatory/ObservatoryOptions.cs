using System.ComponentModel.DataAnnotations;

namespace AstronomyShop.Modules.Observatory;

/// <summary>How much is kept. The oldest goes first, by whichever limit is reached.</summary>
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

    // What is kept of measurements is bounded by its count alone, at some nine megabytes.
    public long SpanBytes => Megabytes * 1_048_576L * 3 / 5;

    public long LogBytes => Megabytes * 1_048_576L / 5;
}
