using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Audit;
using Check = AstronomyShop.Modules.Audit.AuditReport.Check;

namespace AstronomyShop.Modules.Audit;

/// <summary>Compares the snapshots of the modules and evaluates the invariants that involve more than one module.</summary>
internal sealed class Auditor(AuditSnapshotReader snapshots, TimeProvider clock)
{
    private const int MaxReads = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Evaluates again when an invariant is violated: snapshots are taken one after the other, so while an order is being placed one module may
    /// already have stored it and another not yet. A real violation remains.
    /// </summary>
    /// <exception cref="MissingSnapshotException">A module returned no snapshot.</exception>
    public async Task<AuditReport> AuditAsync(CancellationToken cancellationToken)
    {
        for (var reads = 1; ; reads++)
        {
            var report = Decide(await snapshots.ReadAllAsync(cancellationToken));
            if (report.Holds || reads == MaxReads)
            {
                return report;
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    private static AuditReport Decide(IReadOnlyList<AuditSnapshot> snapshots)
    {
        var all = new AuditSnapshot();
        foreach (var snapshot in snapshots)
        {
            all.MergeFrom(snapshot);
        }

        List<AuditCheck> checks = [.. Decidable(all), .. all.Checks];
        return new AuditReport(
            checks.All(check => check.Holds),
            all.Orders?.Orders.Count(order => order.IsPlaced) ?? 0,
            all.Charges?.Charges.Count ?? 0,
            all.Charges?.Charges.Count(charge => charge.IsRefunded) ?? 0,
            all.Bookings?.Bookings.Count ?? 0,
            [.. checks.Select(check => new Check(check.Id, check.Holds, check.Detail))]);
    }

    // A kind of data that no module reported differs from an empty list: invariants about it cannot be evaluated.
    private static IEnumerable<AuditCheck> Decidable(AuditSnapshot all)
    {
        var (orders, charges, bookings) = (all.Orders?.Orders.ToList(), all.Charges?.Charges.ToList(), all.Bookings?.Bookings.ToList());
        var placed = orders?.Where(order => order.IsPlaced).ToList();
        IEnumerable<AuditCheck> ofCharges = charges is null ? [] : [OnePerKey(charges)];
        IEnumerable<AuditCheck> ofChargedOrders = charges is null || orders is null
            ? []
            : [EveryChargeEnds(orders, charges), ChargedWhatWasOrdered(placed!, charges), ChargedAtThePricesItBeganWith(orders, charges)];
        IEnumerable<AuditCheck> ofMoney = charges is null || bookings is null || orders is null ? [] : [MoneyIsKept(placed!, charges, bookings)];
        IEnumerable<AuditCheck> ofBookings = bookings is null || orders is null ? [] : [EveryPlacedOrderIsBookedOnce(placed!, bookings, all.IsBehind)];
        return [.. ofCharges, .. ofChargedOrders, .. ofMoney, .. ofBookings, .. orders is null ? [] : OrderEffectChecks.Decide(all, orders)];
    }

    private static AuditCheck OnePerKey(List<AuditedCharge> charges) =>
        AuditChecks.None("I1", charges.GroupBy(charge => charge.Key).Where(same => same.Count() > 1).Select(same => $"{same.Count()} charges under {same.Key}"));

    // A running attempt is neither a violation nor a kept charge; order recovery brings it to a final state.
    private static AuditCheck EveryChargeEnds(List<AuditedOrder> orders, List<AuditedCharge> charges)
    {
        var byKey = orders.ToLookup(order => order.ChargeKey);
        return AuditChecks.None("I2", charges
            .Where(charge => !byKey[charge.Key].Any(order => !order.IsFinal))
            .Where(charge => byKey[charge.Key].Count(order => order.IsPlaced) + (charge.IsRefunded ? 1 : 0) != 1)
            .Select(charge => $"charge {charge.Key} belongs to {byKey[charge.Key].Count(order => order.IsPlaced)} orders and {(charge.IsRefunded ? "a" : "no")} refund"));
    }

    private static AuditCheck ChargedWhatWasOrdered(List<AuditedOrder> placed, List<AuditedCharge> charges)
    {
        var byKey = charges.ToLookup(charge => charge.Key);
        return AuditChecks.None("I3", placed
            .Where(order => !byKey[order.ChargeKey].Any(charge => charge.Amount.Equals(order.Total) && !charge.IsRefunded))
            .Select(order => $"order {order.OrderId} of {Money.From(order.Total)} was not charged that amount"));
    }

    // Holds for every attempt, whatever its result.
    private static AuditCheck ChargedAtThePricesItBeganWith(List<AuditedOrder> orders, List<AuditedCharge> charges)
    {
        var byKey = orders.ToLookup(order => order.ChargeKey);
        return AuditChecks.None("I6", charges
            .SelectMany(charge => byKey[charge.Key].Where(order => !order.Total.Equals(charge.Amount)).Select(order => $"attempt {order.OrderId} of {Money.From(order.Total)} was charged {Money.From(charge.Amount)}")));
    }

    // An order whose event is still in the outbox counts as booked.
    private static AuditCheck MoneyIsKept(List<AuditedOrder> placed, List<AuditedCharge> charges, List<AuditedBooking> bookings)
    {
        var booked = bookings.Select(booking => booking.OrderId).ToHashSet();
        var ordered = placed.Select(order => order.ChargeKey).ToHashSet();
        var kept = Sums(charges.Where(charge => !charge.IsRefunded && ordered.Contains(charge.Key)).Select(charge => charge.Amount));
        var reported = Sums(bookings.Where(booking => !booking.IsForeign).Select(booking => booking.Total).Concat(placed.Where(order => !booked.Contains(order.OrderId)).Select(order => order.Total)));
        return AuditChecks.None("I5", kept.Keys.Union(reported.Keys)
            .Where(currency => kept.GetValueOrDefault(currency) != reported.GetValueOrDefault(currency))
            .Select(currency => $"{currency}: {kept.GetValueOrDefault(currency)} charged and not refunded, {reported.GetValueOrDefault(currency)} booked"));
    }

    private static AuditCheck EveryPlacedOrderIsBookedOnce(List<AuditedOrder> placed, List<AuditedBooking> bookings, bool moreToCome)
    {
        var byOrder = bookings.ToLookup(booking => booking.OrderId);
        return AuditChecks.None("I11", placed
            .Where(order => byOrder[order.OrderId].Count() is var times && (times > 1 || (times == 0 && order.IsPublished && !moreToCome)))
            .Select(order => $"order {order.OrderId} was booked {byOrder[order.OrderId].Count()} times"));
    }

    private static Dictionary<string, decimal> Sums(IEnumerable<MoneyMessage> amounts) =>
        amounts.Select(Money.From).GroupBy(amount => amount.Currency).ToDictionary(same => same.Key, same => same.Sum(amount => amount.Amount));
}
