using AstronomyShop.Modules.Checkout.Outbox;
using AstronomyShop.SharedKernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Checkout.Orders;

/// <summary>Stores the attempts to place orders. Every change is one commit.</summary>
internal sealed class OrderRepository(IDbContextFactory<CheckoutDbContext> database, GroupCommitWriter<CheckoutDbContext> writer, OutboxMessageFactory outbox, OutboxHandover handover, DatabaseClock clock)
{
    // When another process takes the first one, there are others to try.
    private const int MaxScanned = 10;

    public async Task<Order?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await db.Orders.AsNoTracking().SingleOrDefaultAsync(order => order.Id == id, cancellationToken);
    }

    public async Task<Order?> FindByKeyAsync(string clientKey, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await db.Orders.AsNoTracking().SingleOrDefaultAsync(order => order.ClientKey == clientKey, cancellationToken);
    }

    /// <returns>False when another attempt holds the key.</returns>
    public async Task<bool> TryBeginAsync(Order order, string email)
    {
        order.Begin(await clock.GetUtcNowAsync());
        order.HeldEmail = OutboxMessageFactory.HeldEmail(order, email);
        try
        {
            await writer.ExecuteAsync(db =>
            {
                db.AddRange(order, order.HeldEmail);
                return db.SaveChangesAsync();
            });
            return true;
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation())
        {
            return false;
        }
    }

    /// <summary>Records a state other than <see cref="OrderState.Placed"/>.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Another process has taken over the order.</exception>
    public async Task EnterAsync(Order order, OrderState state)
    {
        var now = await clock.GetUtcNowAsync();
        await writer.ExecuteAsync(async db =>
        {
            Change(db, order, state, now);
            if (order.IsGivenUp)
            {
                db.RemoveRange(await db.Outbox.Where(message => message.OrderId == order.Id).ToListAsync());
            }

            return await db.SaveChangesAsync();
        });
    }

    /// <summary>Records the order as placed, together with its outbox messages, in one commit, and hands these over to the relay.</summary>
    /// <returns>The message to the cart, which is not handed over: a placement delivers it itself, so that the shopper sees an empty cart.</returns>
    /// <exception cref="DbUpdateConcurrencyException">Another process has taken over the order.</exception>
    public async Task<OutboxMessage> PlaceAsync(Order order)
    {
        var now = await clock.GetUtcNowAsync();
        var messages = await writer.ExecuteAsync(async db =>
        {
            order.PlacedAt = now;
            Change(db, order, OrderState.Placed, now);
            var emailMessage = order.HeldEmail ?? await db.Outbox.SingleAsync(message => message.OrderId == order.Id);
            db.Attach(emailMessage);
            outbox.Release(emailMessage, order);
            var written = outbox.MessagesFor(order).ToList();
            db.AddRange(written);
            await db.SaveChangesAsync();
            return written.Append(emailMessage);
        });
        foreach (var message in messages.Where(message => message.Destination != OutboxMessageFactory.Cart))
        {
            handover.Add(message);
        }

        return messages.Single(message => message.Destination == OutboxMessageFactory.Cart);
    }

    /// <summary>
    /// Takes over the attempt with the longest time without progress, if its lease has expired. The caller then holds the lease.
    /// </summary>
    public async Task<Order?> ClaimStalledAsync(TimeSpan rested, CancellationToken cancellationToken)
    {
        var now = await clock.GetUtcNowAsync(cancellationToken);
        var before = now - (long)rested.TotalMilliseconds;
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var cutOff = await db.Orders.AsNoTracking()
            .Where(order => (order.State == OrderState.Pending || order.State == OrderState.Charged || order.State == OrderState.Undoing)
                && order.ChangedAt <= before)
            .OrderBy(order => order.ChangedAt)
            .Take(MaxScanned)
            .ToListAsync(cancellationToken);
        foreach (var order in cutOff)
        {
            if (await TryClaimAsync(order, now, cancellationToken))
            {
                return order;
            }
        }

        return null;
    }

    // When two processes see the same attempt, the version lets only one take it over. The previous holder then fails on its next update.
    private async Task<bool> TryClaimAsync(Order order, long now, CancellationToken cancellationToken)
    {
        var seen = order.Version;
        order.Enter(order.State, now);
        var taken = await writer.ExecuteAsync(
            db => db.Orders.Where(one => one.Id == order.Id && one.Version == seen).ExecuteUpdateAsync(
                change => change.SetProperty(one => one.Version, order.Version).SetProperty(one => one.ChangedAt, now), cancellationToken),
            cancellationToken);
        return taken > 0;
    }

    // Compares with the version that was read: no other process may have changed the order since.
    private static void Change(CheckoutDbContext db, Order order, OrderState state, long now)
    {
        db.Attach(order);
        order.Enter(state, now);
        db.Entry(order).State = EntityState.Modified;
    }
}
