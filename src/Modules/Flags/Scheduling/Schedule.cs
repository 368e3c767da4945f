namespace AstronomyShop.Modules.Flags.Scheduling;

/// <summary>
/// The plan of the scheduler: in each interval it changes a number of flags, each to one of the variants, for a time within the interval.
/// </summary>
/// <param name="Interval">The length of one round.</param>
/// <param name="ShortestHold">The minimum time that a flag stays changed.</param>
/// <param name="LongestHold">The maximum time that a flag stays changed.</param>
/// <param name="AtOnce">The number of flags that a round changes.</param>
/// <param name="Seed">The seed of the random choices: the same seed and the same flags give the same rounds.</param>
/// <param name="Variants">The selectable variants, by flag.</param>
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

    /// <summary>Why the plan is invalid; null when it is valid.</summary>
    public string? Problem() =>
        Interval < Second || Interval > Day ? "The interval must be from 1 second to a day."
        : ShortestHold < Second ? "The shortest hold must be 1 second or more."
        : LongestHold < ShortestHold ? "The longest hold must not be less than the shortest."
        : LongestHold > Interval ? "The longest hold must not be more than the interval."
        : AtOnce < 1 || AtOnce > Variants.Count ? $"Flags at once must be from 1 to the number of chosen flags, which is {Variants.Count}."
        : null;
}
