namespace AstronomyShop.Modules.Observatory.Storage;

/// <summary>How the values of a series are interpreted.</summary>
internal enum SeriesKind
{
    Gauge,
    Counter,
    Histogram,
}

/// <summary>One metric of one service with one set of attributes, over the last minutes.</summary>
internal sealed record Series(string Service, string Name, string Unit, string Description, SeriesKind Kind, string Attributes)
{
    // Twenty minutes at the shop's export interval of ten seconds.
    private const int Length = 120;

    private readonly Queue<Sample> samples = new();

    public DateTime UpdatedAt { get; private set; }

    /// <summary>The latest value; for a histogram the count.</summary>
    public double Latest { get; private set; }

    public void Add(Sample sample)
    {
        (UpdatedAt, Latest) = (sample.At, sample.Value);
        samples.Enqueue(sample);
        if (samples.Count > Length)
        {
            samples.Dequeue();
        }
    }

    public Series Copy()
    {
        var copy = new Series(Service, Name, Unit, Description, Kind, Attributes);
        foreach (var sample in samples)
        {
            copy.Add(sample);
        }

        return copy;
    }

    /// <summary>The values to draw: a gauge as it is, a counter per second, a histogram as the average of each interval.</summary>
    public IReadOnlyList<(DateTime At, double Value)> Points() => Kind == SeriesKind.Gauge
        ? [.. samples.Select(sample => (sample.At, sample.Value))]
        : [.. samples.Zip(samples.Skip(1), Between).Where(point => !double.IsNaN(point.Value))];

    private (DateTime At, double Value) Between(Sample before, Sample after)
    {
        var (seconds, count) = ((after.At - before.At).TotalSeconds, after.Value - before.Value);
        var value = Kind == SeriesKind.Counter ? count / seconds : (after.Sum - before.Sum) / count;

        // A counter that decreased was restarted.
        return (after.At, seconds > 0 && count >= 0 && double.IsFinite(value) ? value : double.NaN);
    }

    /// <param name="At">The time of the sample.</param>
    /// <param name="Value">The value; for a histogram the count.</param>
    /// <param name="Sum">The sum of a histogram.</param>
    internal readonly record struct Sample(DateTime At, double Value, double Sum);
}
