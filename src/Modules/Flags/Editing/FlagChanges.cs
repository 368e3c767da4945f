using System.Text.Json;
using AstronomyShop.SharedKernel.FeatureFlags;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Flags.Editing;

/// <summary>A change of one flag.</summary>
/// <param name="At">The time of the change.</param>
/// <param name="Author">A session, the scheduler, or the file.</param>
/// <param name="Flag">The key of the flag.</param>
/// <param name="Description">The variants before and after, or that the flag was added, removed or rewritten.</param>
internal sealed record FlagChange(DateTimeOffset At, string Author, string Flag, string Description);

/// <summary>
/// The history of flag changes: the latest are shown on the pages, and each is logged as an event that back ends show as an annotation.
/// </summary>
internal sealed class FlagChanges(TimeProvider clock, ILogger<FlagChanges> logger)
{
    private const int MaxChanges = 50;

    private readonly Lock recording = new();
    private readonly LinkedList<FlagChange> latest = new();

    /// <summary>The latest changes, newest first.</summary>
    public IReadOnlyList<FlagChange> Latest
    {
        get
        {
            lock (recording)
            {
                return [.. latest];
            }
        }
    }

    public void Record(FlagDocument? before, FlagDocument after, string author)
    {
        foreach (var (flag, what) in Between(before, after))
        {
            FlagsLog.FlagChanged(logger, flag, what, author);
            lock (recording)
            {
                latest.AddFirst(new FlagChange(clock.GetUtcNow(), author, flag, what));
                if (latest.Count > MaxChanges)
                {
                    latest.RemoveLast();
                }
            }
        }
    }

    private static IEnumerable<(string Flag, string What)> Between(FlagDocument? before, FlagDocument after)
    {
        foreach (var flag in after.Flags.Values.OrderBy(flag => flag.Key, StringComparer.Ordinal))
        {
            if (before?.Flags.GetValueOrDefault(flag.Key) is not { } old)
            {
                yield return (flag.Key, "added");
            }
            else if (FlagSelection.Of(old) != FlagSelection.Of(flag))
            {
                yield return (flag.Key, $"{FlagSelection.Of(old) ?? "none"} → {FlagSelection.Of(flag) ?? "none"}");
            }
            else if (!JsonElement.DeepEquals(old.Json, flag.Json))
            {
                yield return (flag.Key, "rewritten");
            }
        }

        foreach (var gone in (before?.Flags.Keys ?? []).Except(after.Flags.Keys).Order(StringComparer.Ordinal))
        {
            yield return (gone, "removed");
        }
    }
}
