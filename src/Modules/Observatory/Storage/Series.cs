namespace AstronomyShop.Modules.Observatory.Storage;

/// <summary>How the values of a series are interpreted.</summary>
internal enum SeriesKind
{
    Gauge,
    Counter,
    Histogram,
}

/// <summary>What makes a series: one metric of one instrumentation scope in one process of a service, with one set of attributes.</summary>
internal readonly record struct SeriesKey(string Service, string Instance, string Scope, string Name, string Attributes);

/// <summary>The values of a series over the last minutes.</summary>
internal sealed class Series(SeriesKey key, SeriesKind kind, string unit, string description)
{
    // Twenty minutes at the shop's export interval of ten seconds.
    private const int Length = 120;

    // The objects and a full queue of samples; measured, not exact.
    private const int PerSeries = 3_800;

    private readonly Queue<Sample> samples = new();
    private double latestSum;

    public SeriesKey Key => key;

    public SeriesKind Kind => kind;

    public string Unit => unit;

    public string Description => description;

    /// <summary>The latest value; for a histogram the count.</summary>
    public double Latest { get; private set; }

    /// <summary>What it takes in memory when it has all its samples.</summary>
    public long Bytes { get; } = PerSeries + ((string[])[key.Service, key.Instance, key.Scope, key.Name, key.Attributes, unit, description]).Sum(StoredText.BytesOf);

    /// <summary>Adds a value of which only the difference to the one before was reported.</summary>
    public void AddDelta(Sample delta) => Add(new Sample(delta.At, Latest + delta.Value, latestSum + delta.Sum));

    public void Add(Sample sample)
    {
        (Latest, latestSum) = (sample.Value, sample.Sum);
        samples.Enqueue(sample);
        if (samples.Count > Length)
        {
            samples.Dequeue();
        }
    }

    public Series Copy()
    {
        var copy = new Series(key, kind, unit, description);
        foreach (var sample in samples)
        {
            copy.Add(sample);
        }

        return copy;
    }

    /// <summary>The values to draw: a gauge as it is, a counter per second, a histogram as the average of each interval.</summary>
    public IReadOnlyList<(DateTime At, double Value)> Points() => kind == SeriesKind.Gauge
        ? [.. samples.Where(sample => double.IsFinite(sample.Value)).Select(sample => (sample.At, sample.Value))]
        : [.. samples.Zip(samples.Skip(1), Between).Where(point => !double.IsNaN(point.Value))];

    private (DateTime At, double Value) Between(Sample before, Sample after)
    {
        var (seconds, count) = ((after.At - before.At).TotalSeconds, after.Value - before.Value);
        var value = kind == SeriesKind.Counter ? count / seconds : (after.Sum - before.Sum) / count;

        // A counter that decreased was restarted.
        return (after.At, seconds > 0 && count >= 0 && double.IsFinite(value) ? value : double.NaN);
    }

    /// <param name="At">The time of the sample.</param>
    /// <param name="Value">The value; for a histogram the count.</param>
    /// <param name="Sum">The sum of a histogram.</param>
    internal readonly record struct Sample(DateTime At, double Value, double Sum);
}
