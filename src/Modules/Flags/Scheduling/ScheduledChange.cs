namespace AstronomyShop.Modules.Flags.Scheduling;

/// <summary>One flag that is turned for a while.</summary>
/// <param name="Flag">Which.</param>
/// <param name="Variant">To what.</param>
/// <param name="Offset">How long after the beginning of the round.</param>
/// <param name="Hold">For how long.</param>
internal sealed record ScheduledChange(string Flag, string Variant, TimeSpan Offset, TimeSpan Hold)
{
    /// <summary>The turns of one round: distinct flags, and every hold is over before the round is.</summary>
    public static IReadOnlyList<ScheduledChange> Draw(Schedule schedule, Random random)
    {
        var flags = schedule.Variants.Keys.Order(StringComparer.Ordinal).ToArray();
        random.Shuffle(flags);
        return [.. flags.Take(schedule.AtOnce).Select(One)];

        ScheduledChange One(string flag)
        {
            var variants = schedule.Variants[flag];
            var hold = schedule.ShortestHold + ((schedule.LongestHold - schedule.ShortestHold) * random.NextDouble());
            return new ScheduledChange(flag, variants[random.Next(variants.Count)], (schedule.Interval - hold) * random.NextDouble(), hold);
        }
    }
}
