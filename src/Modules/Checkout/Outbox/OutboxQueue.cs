using System.Threading.Channels;
using AstronomyShop.SharedKernel.Persistence;
using AstronomyShop.SharedKernel.Rpc;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.Checkout.Outbox;

/// <summary>The messages to deliver. A delivered message is deleted; a failed one waits for its next retry.</summary>
internal sealed class OutboxQueue(
    IDbContextFactory<CheckoutDbContext> database, GroupCommitWriter<CheckoutDbContext> writer, OutboxDelivery delivery, DatabaseClock clock, TimeProvider localClock, IOptions<CheckoutOptions> options, ILogger<OutboxQueue> logger)
{
    private const int Batch = 50;

    // The messages of an order are delivered within a few milliseconds, and deleted by one statement.
    private static readonly TimeSpan DeletionDelay = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan MaxBackoff = TimeSpan.FromMinutes(1);

    private readonly Channel<OutboxMessage> delivered = Channel.CreateUnbounded<OutboxMessage>();

    public async Task DeliverDueAsync(string destination, CancellationToken cancellationToken)
    {
        while (await ClaimAsync(destination, cancellationToken) is { Count: > 0 } taken)
        {
            var (started, next) = (localClock.GetTimestamp(), 0);
            var done = new List<long>();
            try
            {
                // The second half of the lease is left for the last delivery to complete.
                while (next < taken.Count && localClock.GetElapsedTime(started) < options.Value.DeliveryTime / 2)
                {
                    if (await TryDeliverAsync(taken[next], cancellationToken))
                    {
                        done.Add(taken[next].Id);
                    }

                    next++;
                }
            }
            finally
            {
                // One commit for all delivered messages: if it is lost, they are delivered again, and destinations ignore duplicates.
                await DeleteAsync([.. done]);
                await ReleaseAsync([.. taken.Skip(next).Select(message => message.Id)]);
            }
        }
    }

    /// <summary>
    /// Delivers a message of an order that this process has placed, before it becomes due. If that fails, or if it is nearly due, it stays in the queue.
    /// </summary>
    public async Task DeliverNowAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        try
        {
            var late = message.NextTryAt - (long)(options.Value.CartTime / 2).TotalMilliseconds;
            if (await clock.GetUtcNowAsync(cancellationToken) < late && await TryDeliverAsync(message, cancellationToken))
            {
                delivered.Writer.TryWrite(message);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            CheckoutLog.RelayFailed(logger, message.Destination, exception);
        }
    }

    /// <summary>
    /// Deletes the messages that <see cref="DeliverNowAsync"/> has delivered, until it is cancelled. Those that it does not delete become due and are
    /// delivered again; destinations ignore duplicates.
    /// </summary>
    public async Task DeleteDeliveredAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await delivered.Reader.WaitToReadAsync(cancellationToken);
                await Task.Delay(DeletionDelay, localClock, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                // Before the end as well.
            }

            var messages = new List<OutboxMessage>();
            while (messages.Count < Batch && delivered.Reader.TryRead(out var message))
            {
                messages.Add(message);
            }

            try
            {
                await DeleteAsync([.. messages.Select(message => message.Id)]);
            }
            catch (Exception exception)
            {
                CheckoutLog.RelayFailed(logger, string.Join(", ", messages.Select(message => message.Destination).Distinct()), exception);
            }
        }
    }

    // Claiming a message moves its due time: until then it belongs to the claiming relay, and if that process ends, the message becomes due
    // again by itself. One statement, so that of two replicas only one claims each message.
    private async Task<List<OutboxMessage>> ClaimAsync(string destination, CancellationToken cancellationToken)
    {
        var now = await clock.GetUtcNowAsync(cancellationToken);
        if (!await IsAnyDueAsync(destination, now, cancellationToken))
        {
            return [];
        }

        var until = now + (long)options.Value.DeliveryTime.TotalMilliseconds;
        var taken = await writer.ExecuteAsync(
            db => db.Outbox
                .FromSql(
                    $"""
                    UPDATE outbox SET "NextTryAt" = {until}
                    WHERE "NextTryAt" <= {now} AND "Id" IN (
                        SELECT "Id" FROM outbox
                        WHERE "Destination" = {destination} AND NOT "IsParked" AND "NextTryAt" <= {now}
                        ORDER BY "NextTryAt", "Id" LIMIT {Batch})
                    RETURNING "Id", "OrderId", "Destination", "Body", "TraceParent", "TraceState", "Baggage", "WrittenAt", "NextTryAt", "Failures", "LastFailure", "IsParked"
                    """)
                .AsNoTracking()
                .ToListAsync(cancellationToken),
            cancellationToken);
        return [.. taken.OrderBy(message => message.Id)];
    }

    // A reader does not delay writers.
    private async Task<bool> IsAnyDueAsync(string destination, long now, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await db.Outbox.AnyAsync(message => message.Destination == destination && !message.IsParked && message.NextTryAt <= now, cancellationToken);
    }

    private async Task ReleaseAsync(long[] undelivered)
    {
        if (undelivered.Length == 0)
        {
            return;
        }

        var now = await clock.GetUtcNowAsync();
        await writer.ExecuteAsync(db => db.Outbox
            .Where(message => undelivered.Contains(message.Id))
            .ExecuteUpdateAsync(change => change.SetProperty(message => message.NextTryAt, now)));
    }

    private async Task<bool> TryDeliverAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await delivery.DeliverAsync(message, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            CheckoutLog.NotDelivered(logger, message.Destination, message.OrderId, message.Failures + 1, exception);
            await ScheduleRetryAsync(message, exception, cancellationToken);
            return false;
        }

        CheckoutLog.Delivered(logger, message.Destination, message.OrderId);
        return true;
    }

    private async Task DeleteAsync(long[] ids)
    {
        if (ids.Length > 0)
        {
            await writer.ExecuteAsync(db => db.Outbox.Where(message => ids.Contains(message.Id)).ExecuteDeleteAsync());
        }
    }

    // A destination that is unreachable, or reports an internal failure, has rejected nothing, however long that lasts. An unexpected exception in
    // it (UNKNOWN, INTERNAL) may be caused by the message.
    private static bool IsTransient(Exception exception) =>
        exception is RpcException { StatusCode: StatusCode.Unavailable or StatusCode.DeadlineExceeded }
        || (exception is RpcException { StatusCode: StatusCode.FailedPrecondition } failed && failed.IsServiceFault());

    private static string KindOf(Exception exception) => exception is RpcException status ? status.StatusCode.ToString() : exception.GetType().Name;

    private async Task ScheduleRetryAsync(OutboxMessage message, Exception exception, CancellationToken cancellationToken)
    {
        var failures = message.Failures + 1;
        var pause = TimeSpan.FromMilliseconds(Math.Min(MaxBackoff.TotalMilliseconds, 100 * Math.Pow(2, failures)));
        var next = await clock.GetUtcNowAsync(cancellationToken) + (long)pause.TotalMilliseconds;
        var kind = KindOf(exception);
        var parked = failures >= options.Value.ParkAfter && !IsTransient(exception);
        await writer.ExecuteAsync(
            db => db.Outbox.Where(one => one.Id == message.Id).ExecuteUpdateAsync(
                change => change
                    .SetProperty(one => one.Failures, failures)
                    .SetProperty(one => one.LastFailure, kind)
                    .SetProperty(one => one.NextTryAt, next)
                    .SetProperty(one => one.IsParked, parked),
                cancellationToken),
            cancellationToken);
        if (parked)
        {
            CheckoutLog.Parked(logger, message.Destination, message.OrderId);
        }
    }
}
