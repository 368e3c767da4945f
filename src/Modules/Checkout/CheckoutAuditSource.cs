using AstronomyShop.Contracts;
using AstronomyShop.Modules.Checkout.Orders;
using AstronomyShop.Modules.Checkout.Outbox;
using AstronomyShop.SharedKernel.Audit;
using AstronomyShop.SharedKernel.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.Checkout;

/// <summary>Checkout's snapshot: its orders, and the invariants that it can evaluate alone.</summary>
internal sealed class CheckoutAuditSource(IDbContextFactory<CheckoutDbContext> database, OutboxLagMonitor outbox, DatabaseClock clock, IOptions<CheckoutOptions> options) : IAuditSource
{
    public async Task<AuditSnapshot> GetSnapshotAsync(CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var unpublished = await db.Outbox.Select(message => message.OrderId).ToHashSetAsync(cancellationToken);
        var parked = await db.Outbox.Where(message => message.IsParked).Select(message => message.OrderId).ToListAsync(cancellationToken);
        var orders = await db.Orders.AsNoTracking().ToListAsync(cancellationToken);
        var now = await clock.GetUtcNowAsync(cancellationToken);
        var wait = await outbox.GetOldestWaitAsync(cancellationToken);
        return new AuditSnapshot
        {
            Orders = new AuditedOrders { Orders = { orders.Select(order => Audit(order, unpublished)) } },
            Checks =
            {
                AuditChecks.None("I4", orders.Where(order => !IsSane(order)).Select(order => $"order {order.Id} of {order.Total} has an invalid total, currency or quantity")),
                AuditChecks.None("I3", orders.Where(order => !AddsUp(order)).Select(order => $"order {order.Id} does not add up to {order.Total}")),
                AuditChecks.None("I8", orders.Where(order => order.ClientKey is not null).GroupBy(order => order.ClientKey).Where(same => same.Count() > 1)
                    .Select(same => $"orders {string.Join(" and ", same.Select(order => order.Id))} were placed with the same idempotency key")),
                AuditChecks.None("I9", orders.Where(order => IsOverdue(order, now)).Select(order => $"order {order.Id} is still {order.State}")),
                AuditChecks.None("I13", parked.Select(order => $"an outbox message of order {order} is parked")),
                AuditChecks.None("I15", wait > options.Value.LongestWait ? [$"an outbox message has been waiting for delivery for {wait.TotalSeconds:F0} seconds"] : []),
            },
        };
    }

    private static AuditedOrder Audit(Order order, HashSet<string> unpublished) => new()
    {
        OrderId = order.Id,
        ChargeKey = order.Id,
        IsPlaced = order.State == OrderState.Placed,
        IsFinal = order.State is OrderState.Placed or OrderState.Failed or OrderState.Refunded,
        IsPublished = order.State == OrderState.Placed && !unpublished.Contains(order.Id),
        Total = order.Total.ToMessage(),
    };

    private static bool IsSane(Order order) =>
        order.Total.Amount > 0
        && order.Currency.Length == 3 && order.Currency.All(char.IsAsciiLetterUpper)
        && order.ToResult().Items is { Count: > 0 } lines && lines.All(line => line.Item.Quantity > 0);

    private static bool AddsUp(Order order)
    {
        var result = order.ToResult();
        return result.Items.Select(line => line.Cost).Append(result.ShippingCost).All(cost => cost.CurrencyCode == order.Currency)
            && result.Items.Aggregate(Money.From(result.ShippingCost), (sum, line) => sum + (Money.From(line.Cost) * line.Item.Quantity)) == order.Total;
    }

    // The time of two interrupted attempts, plus ten recovery passes.
    private bool IsOverdue(Order order, long now) =>
        order.State is OrderState.Pending or OrderState.Charged or OrderState.Undoing
        && order.BegunAt + (long)((2 * options.Value.AttemptTime) + (10 * options.Value.LookEvery)).TotalMilliseconds < now;
}
