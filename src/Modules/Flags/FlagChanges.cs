using System.Text.Json;
using AstronomyShop.SharedKernel.Flags;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Flags;

/// <summary>What happened to one flag.</summary>
/// <param name="At">When.</param>
/// <param name="Author">A session, the scheduler, or the file.</param>
/// <param name="Flag">Which.</param>
/// <param name="Description">The variants before and after, or that it came, went or was rewritten.</param>
internal sealed record FlagChange(DateTimeOffset At, string Author, string Flag, string Description);

/// <summary>Who changed what and when: the latest for the pages, each as a log line for everybody else, which back ends show as a mark.</summary>
internal sealed class FlagChanges(TimeProvider clock, ILogger<FlagChanges> logger)
{
    private const int MaxChanges = 50;

    private readonly Lock recording = new();
    private readonly LinkedList<FlagChange> latest = new();

    /// <summary>Newest first.</summary>
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
