using AstronomyShop.SharedKernel.Primitives;

namespace AstronomyShop.SharedKernel.Audit;

/// <summary>Compares the snapshots of the modules and evaluates the invariants that involve more than one module.</summary>
public static class Auditor
{
    private const int MaxReads = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Evaluates again when an invariant is violated: snapshots are taken one after the other, so while an order is being placed one module may
    /// already have stored it and another not yet. A real violation remains.
    /// </summary>
    public static async Task<AuditReport> DecideAsync(Func<Task<List<AuditSnapshot>>> snapshots, CancellationToken cancellationToken)
    {
        for (var reads = 1; ; reads++)
        {
            var report = Decide(await snapshots());
            if (report.Holds || reads == MaxReads)
            {
                return report;
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    private static AuditReport Decide(List<AuditSnapshot> snapshots)
    {
        var orders = Collect(snapshots, snapshot => snapshot.Orders);
        var charges = Collect(snapshots, snapshot => snapshot.Charges);
        var bookings = Collect(snapshots, snapshot => snapshot.Bookings);
        List<AuditCheck> checks = [.. Decidable(orders, charges, bookings, snapshots), .. snapshots.SelectMany(snapshot => snapshot.Checks)];
        return new AuditReport(
            checks.All(check => check.Holds),
            orders?.Count(order => order.IsPlaced) ?? 0,
            charges?.Count ?? 0,
            charges?.Count(charge => charge.IsRefunded) ?? 0,
            bookings?.Count ?? 0,
            checks);
    }

    // Null when no module reported this kind of data, which differs from an empty list.
    private static List<T>? Collect<T>(List<AuditSnapshot> snapshots, Func<AuditSnapshot, IReadOnlyList<T>?> part)
    {
        var given = snapshots.Select(part).OfType<IReadOnlyList<T>>().ToList();
        return given.Count == 0 ? null : [.. given.SelectMany(one => one)];
    }

    private static IEnumerable<AuditCheck> Decidable(
        List<AuditedOrder>? orders, List<AuditedCharge>? charges, List<AuditedBooking>? bookings, List<AuditSnapshot> snapshots)
    {
        var moreToCome = snapshots.Exists(snapshot => snapshot.IsBehind);
        var effects = snapshots.Select(snapshot => snapshot.Effects).OfType<AuditedEffects>();
        var placed = orders?.Where(order => order.IsPlaced).ToList();
        IEnumerable<AuditCheck> ofCharges = charges is null ? [] : [OnePerKey(charges)];
        IEnumerable<AuditCheck> ofChargedOrders = charges is null || orders is null
            ? []
            : [EveryChargeEnds(orders, charges), ChargedWhatWasOrdered(placed!, charges), ChargedAtThePricesItBeganWith(orders, charges)];
        IEnumerable<AuditCheck> ofMoney = charges is null || bookings is null || orders is null ? [] : [MoneyIsKept(placed!, charges, bookings)];
        IEnumerable<AuditCheck> ofBookings = bookings is null || orders is null ? [] : [EveryPlacedOrderIsBookedOnce(placed!, bookings, moreToCome)];
        return [.. ofCharges, .. ofChargedOrders, .. ofMoney, .. ofBookings, .. orders is null ? [] : effects.SelectMany(one => OrderEffectChecks.Decide(one, orders, moreToCome))];
    }

    private static AuditCheck OnePerKey(List<AuditedCharge> charges) =>
        AuditCheck.None("I1", charges.GroupBy(charge => charge.Key).Where(same => same.Count() > 1).Select(same => $"{same.Count()} charges under {same.Key}"));

    // A running attempt is neither a violation nor a kept charge; order recovery brings it to a final state.
    private static AuditCheck EveryChargeEnds(List<AuditedOrder> orders, List<AuditedCharge> charges)
    {
        var byKey = orders.ToLookup(order => order.ChargeKey);
        return AuditCheck.None("I2", charges
            .Where(charge => !byKey[charge.Key].Any(order => !order.IsFinal))
            .Where(charge => byKey[charge.Key].Count(order => order.IsPlaced) + (charge.IsRefunded ? 1 : 0) != 1)
            .Select(charge => $"charge {charge.Key} belongs to {byKey[charge.Key].Count(order => order.IsPlaced)} orders and {(charge.IsRefunded ? "a" : "no")} refund"));
    }

    private static AuditCheck ChargedWhatWasOrdered(List<AuditedOrder> placed, List<AuditedCharge> charges)
    {
        var byKey = charges.ToLookup(charge => charge.Key);
        return AuditCheck.None("I3", placed
            .Where(order => !byKey[order.ChargeKey].Any(charge => charge.Amount == order.Total && !charge.IsRefunded))
            .Select(order => $"order {order.OrderId} of {order.Total} was not charged that amount"));
    }

    // Holds for every attempt, whatever its result.
    private static AuditCheck ChargedAtThePricesItBeganWith(List<AuditedOrder> orders, List<AuditedCharge> charges)
    {
        var byKey = orders.ToLookup(order => order.ChargeKey);
        return AuditCheck.None("I6", charges
            .SelectMany(charge => byKey[charge.Key].Where(order => order.Total != charge.Amount).Select(order => $"attempt {order.OrderId} of {order.Total} was charged {charge.Amount}")));
    }

    // An order whose event is still in the outbox counts as booked.
    private static AuditCheck MoneyIsKept(List<AuditedOrder> placed, List<AuditedCharge> charges, List<AuditedBooking> bookings)
    {
        var booked = bookings.Select(booking => booking.OrderId).ToHashSet();
        var ordered = placed.Select(order => order.ChargeKey).ToHashSet();
        var kept = Sums(charges.Where(charge => !charge.IsRefunded && ordered.Contains(charge.Key)).Select(charge => charge.Amount));
        var reported = Sums(bookings.Where(booking => !booking.IsForeign).Select(booking => booking.Total).Concat(placed.Where(order => !booked.Contains(order.OrderId)).Select(order => order.Total)));
        return AuditCheck.None("I5", kept.Keys.Union(reported.Keys)
            .Where(currency => kept.GetValueOrDefault(currency) != reported.GetValueOrDefault(currency))
            .Select(currency => $"{currency}: {kept.GetValueOrDefault(currency)} charged and not refunded, {reported.GetValueOrDefault(currency)} booked"));
    }

    private static AuditCheck EveryPlacedOrderIsBookedOnce(List<AuditedOrder> placed, List<AuditedBooking> bookings, bool moreToCome)
    {
        var byOrder = bookings.ToLookup(booking => booking.OrderId);
        return AuditCheck.None("I11", placed
            .Where(order => byOrder[order.OrderId].Count() is var times && (times > 1 || (times == 0 && order.IsPublished && !moreToCome)))
            .Select(order => $"order {order.OrderId} was booked {byOrder[order.OrderId].Count()} times"));
    }

    private static Dictionary<string, decimal> Sums(IEnumerable<Money> amounts) =>
        amounts.GroupBy(amount => amount.Currency).ToDictionary(same => same.Key, same => same.Sum(amount => amount.Amount));
}

/// <summary>The result of an audit, returned by <c>GET /audit</c>.</summary>
/// <param name="Holds">Whether every invariant holds.</param>
/// <param name="Orders">The number of placed orders.</param>
/// <param name="Charges">The number of charges.</param>
/// <param name="Refunds">The number of refunded charges.</param>
/// <param name="Booked">The number of bookings.</param>
/// <param name="Checks">The result of each invariant.</param>
public sealed record AuditReport(bool Holds, int Orders, int Charges, int Refunds, int Booked, IReadOnlyList<AuditCheck> Checks);
