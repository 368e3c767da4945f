namespace AstronomyShop.Modules.Flags.Scheduling;

/// <summary>One flag that is changed for a while.</summary>
/// <param name="Flag">The key of the flag.</param>
/// <param name="Variant">The variant to set.</param>
/// <param name="Offset">The start, relative to the beginning of the round.</param>
/// <param name="Hold">How long the variant stays.</param>
internal sealed record ScheduledChange(string Flag, string Variant, TimeSpan Offset, TimeSpan Hold)
{
    /// <summary>Draws the changes of one round: distinct flags, and every hold ends within the round.</summary>
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
