using AstronomyShop.SharedKernel;
using AstronomyShop.SharedKernel.Storage;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Checkout;

/// <summary>The attempts at orders. Every change is one commit.</summary>
internal sealed class Orders(IDbContextFactory<CheckoutDb> database, Writes<CheckoutDb> writes, Outbox outbox, OutboxBell bell, DatabaseClock clock)
{
    // Where another is faster, there is a next one.
    private const int MostLookedAt = 10;

    public async Task<Order?> Find(string id, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db.Orders.AsNoTracking().SingleOrDefaultAsync(order => order.Id == id, cancellation);
    }

    public async Task<Order?> FindByKey(string clientKey, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db.Orders.AsNoTracking().SingleOrDefaultAsync(order => order.ClientKey == clientKey, cancellation);
    }

    /// <returns>False when another attempt holds the key.</returns>
    public async Task<bool> TryBegin(Order order, string email)
    {
        order.Begin(await clock.Now());
        var mail = Outbox.HeldMail(order, email);
        CrashPoint.Hit("CP0");
        try
        {
            await writes.Commit(db =>
            {
                db.AddRange(order, mail);
                return db.SaveChangesAsync();
            });
            CrashPoint.Hit("CP1");
            return true;
        }
        catch (DbUpdateException taken) when (taken.IsUniqueViolation())
        {
            return false;
        }
    }

    /// <summary>Records a step that makes no order of it.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Another has taken the order over.</exception>
    public async Task Enter(Order order, OrderState state)
    {
        var now = await clock.Now();
        await writes.Commit(async db =>
        {
            Change(db, order, state, now);
            if (order.IsGivenUp)
            {
                db.RemoveRange(await db.Outbox.Where(message => message.OrderId == order.Id).ToListAsync());
            }

            return await db.SaveChangesAsync();
        });
    }

    /// <summary>Makes it an order, and writes down in the same commit whom to tell.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Another has taken the order over.</exception>
    public async Task Place(Order order)
    {
        var now = await clock.Now();
        await writes.Commit(async db =>
        {
            order.PlacedAt = now;
            Change(db, order, OrderState.Placed, now);
            var mail = await db.Outbox.SingleAsync(message => message.OrderId == order.Id);
            Outbox.Release(mail, order);
            db.AddRange(outbox.MessagesFor(order));
            CrashPoint.Hit("CP7");
            return await db.SaveChangesAsync();
        });
        CrashPoint.Hit("CP8");
        bell.Ring();
    }

    /// <summary>
    /// The attempt that nobody has moved for longest, if that is so long that whoever moved it is gone. It is the caller's now, for as
    /// long again.
    /// </summary>
    public async Task<Order?> TakeOver(TimeSpan rested, CancellationToken cancellation)
    {
        var now = await clock.Now(cancellation);
        var before = now - (long)rested.TotalMilliseconds;
        await using var db = await database.CreateDbContextAsync(cancellation);
        var cutOff = await db.Orders.AsNoTracking()
            .Where(order => (order.State == OrderState.Pending || order.State == OrderState.Charged || order.State == OrderState.Undoing)
                && order.ChangedAt <= before)
            .OrderBy(order => order.ChangedAt)
            .Take(MostLookedAt)
            .ToListAsync(cancellation);
        foreach (var order in cutOff)
        {
            if (await TryTake(order, now, cancellation))
            {
                return order;
            }
        }

        return null;
    }

    // Of two that see the same attempt, the version lets one have it. Whoever moved it before has lost it with that, should they come back.
    private async Task<bool> TryTake(Order order, long now, CancellationToken cancellation)
    {
        var seen = order.Version;
        order.Enter(order.State, now);
        var taken = await writes.Commit(
            db => db.Orders.Where(one => one.Id == order.Id && one.Version == seen).ExecuteUpdateAsync(
                change => change.SetProperty(one => one.Version, order.Version).SetProperty(one => one.ChangedAt, now), cancellation),
            cancellation);
        return taken > 0;
    }

    // From the version that was read: nobody else may have moved it since.
    private static void Change(CheckoutDb db, Order order, OrderState state, long now)
    {
        db.Attach(order);
        order.Enter(state, now);
        db.Entry(order).State = EntityState.Modified;
    }
}
