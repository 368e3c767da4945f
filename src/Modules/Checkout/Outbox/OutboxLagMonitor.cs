using AstronomyShop.SharedKernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Checkout.Outbox;

/// <summary>Reports and replays messages that are not delivered yet.</summary>
internal sealed class OutboxLagMonitor(IDbContextFactory<CheckoutDbContext> database, DatabaseClock clock)
{
    private const int MaxShown = 100;

    /// <summary>Returns the age of the oldest waiting message. Parked messages, which wait for an operator, do not count.</summary>
    public async Task<TimeSpan> GetOldestWaitAsync(CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var oldest = await db.Outbox
            .Where(message => !message.IsParked && message.NextTryAt != OutboxMessageFactory.HeldUntilPlaced)
            .MinAsync(message => (long?)message.WrittenAt, cancellationToken);
        return oldest is { } written ? TimeSpan.FromMilliseconds(Math.Max(0, await clock.GetUtcNowAsync(cancellationToken) - written)) : TimeSpan.Zero;
    }

    public async Task<OutboxSummary> GetSummaryAsync(CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var waiting = await db.Outbox
            .Where(message => !message.IsParked && message.NextTryAt != OutboxMessageFactory.HeldUntilPlaced)
            .GroupBy(message => message.Destination)
            .Select(same => new { same.Key, Count = same.Count() })
            .ToDictionaryAsync(same => same.Key, same => same.Count, cancellationToken);
        var parked = await db.Outbox
            .Where(message => message.IsParked)
            .OrderBy(message => message.Id)
            .Take(MaxShown)
            .Select(message => new ParkedMessage(message.Id, message.OrderId, message.Destination, message.Failures, message.LastFailure))
            .ToListAsync(cancellationToken);
        return new OutboxSummary((await GetOldestWaitAsync(cancellationToken)).TotalSeconds, waiting, parked);
    }

    /// <summary>Makes parked messages due again with a new set of retries. Destinations that have already received one ignore it.</summary>
    /// <returns>The number of messages.</returns>
    public async Task<int> ReplayAsync(CancellationToken cancellationToken)
    {
        var now = await clock.GetUtcNowAsync(cancellationToken);
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await db.Outbox.Where(message => message.IsParked).ExecuteUpdateAsync(
            change => change
                .SetProperty(message => message.IsParked, false)
                .SetProperty(message => message.Failures, 0)
                .SetProperty(message => message.NextTryAt, now),
            cancellationToken);
    }
}

internal sealed record OutboxSummary(double OldestWaitSeconds, IReadOnlyDictionary<string, int> Waiting, IReadOnlyList<ParkedMessage> Parked);

internal sealed record ParkedMessage(long Id, string OrderId, string Destination, int Failures, string? LastFailure);
