using AstronomyShop.SharedKernel.Storage;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Checkout;

/// <summary>What people may know and do about messages that are not delivered yet.</summary>
internal sealed class OutboxWatch(IDbContextFactory<CheckoutDb> database, DatabaseClock clock, OutboxBell bell)
{
    private const int MostShown = 100;

    /// <summary>How long the message has waited that has waited longest. Those that are parked wait for people.</summary>
    public async Task<TimeSpan> OldestWait(CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var oldest = await db.Outbox
            .Where(message => !message.IsParked && message.NextTryAt != Outbox.Held)
            .MinAsync(message => (long?)message.WrittenAt, cancellation);
        return oldest is { } written ? TimeSpan.FromMilliseconds(Math.Max(0, await clock.Now(cancellation) - written)) : TimeSpan.Zero;
    }

    public async Task<OutboxSummary> Look(CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var waiting = await db.Outbox
            .Where(message => !message.IsParked && message.NextTryAt != Outbox.Held)
            .GroupBy(message => message.Destination)
            .Select(same => new { same.Key, Count = same.Count() })
            .ToDictionaryAsync(same => same.Key, same => same.Count, cancellation);
        var parked = await db.Outbox
            .Where(message => message.IsParked)
            .OrderBy(message => message.Id)
            .Take(MostShown)
            .Select(message => new ParkedMessage(message.Id, message.OrderId, message.Destination, message.Failures, message.LastFailure))
            .ToListAsync(cancellation);
        return new OutboxSummary((await OldestWait(cancellation)).TotalSeconds, waiting, parked);
    }

    /// <summary>Parked messages are due again, with all their tries before them. Those who had them once have them once all the same.</summary>
    /// <returns>How many.</returns>
    public async Task<int> Replay(CancellationToken cancellation)
    {
        var now = await clock.Now(cancellation);
        await using var db = await database.CreateDbContextAsync(cancellation);
        var replayed = await db.Outbox.Where(message => message.IsParked).ExecuteUpdateAsync(
            change => change
                .SetProperty(message => message.IsParked, false)
                .SetProperty(message => message.Failures, 0)
                .SetProperty(message => message.NextTryAt, now),
            cancellation);
        bell.Ring();
        return replayed;
    }
}

internal sealed record OutboxSummary(double OldestWaitSeconds, IReadOnlyDictionary<string, int> Waiting, IReadOnlyList<ParkedMessage> Parked);

internal sealed record ParkedMessage(long Id, string OrderId, string Destination, int Failures, string? LastFailure);
