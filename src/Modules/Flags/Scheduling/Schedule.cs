namespace AstronomyShop.Modules.Flags.Scheduling;

/// <summary>What the scheduler is to do: in each interval turn so many flags, each to one of these variants, for a time within the interval.</summary>
/// <param name="Interval">How long one round is.</param>
/// <param name="ShortestHold">How long a flag stays turned, at least.</param>
/// <param name="LongestHold">And at most.</param>
/// <param name="AtOnce">How many flags a round turns.</param>
/// <param name="Seed">The same seed and the same flags make the same rounds.</param>
/// <param name="Variants">What may be turned to, by flag.</param>
internal sealed record Schedule(
    TimeSpan Interval, TimeSpan ShortestHold, TimeSpan LongestHold, int AtOnce, int? Seed, IReadOnlyDictionary<string, IReadOnlyList<string>> Variants)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static IReadOnlyDictionary<string, (TimeSpan Interval, TimeSpan ShortestHold, TimeSpan LongestHold)> Presets { get; } =
        new Dictionary<string, (TimeSpan, TimeSpan, TimeSpan)>
        {
            ["presentation"] = (TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20)),
            ["frequent"] = (TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(3)),
            ["hourly"] = (TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15)),
        };

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Problem() =>
        Interval < Second || Interval > Day ? "The interval must be from 1 second to a day."
        : ShortestHold < Second ? "The shortest hold must be 1 second or more."
        : LongestHold < ShortestHold ? "The longest hold must not be less than the shortest."
        : LongestHold > Interval ? "The longest hold must not be more than the interval."
        : AtOnce < 1 || AtOnce > Variants.Count ? $"Flags at once must be from 1 to the number of chosen flags, which is {Variants.Count}."
        : null;
}
