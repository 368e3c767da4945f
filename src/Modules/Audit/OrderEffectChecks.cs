using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Audit;

namespace AstronomyShop.Modules.Audit;

/// <summary>Checks that each side effect was performed for every order, exactly once, and for nothing else.</summary>
internal static class OrderEffectChecks
{
    /// <param name="all">The effects that the modules performed; while it is behind, missing effects may still be performed.</param>
    /// <param name="orders">The orders they were performed for.</param>
    public static IEnumerable<AuditCheck> Decide(AuditSnapshot all, List<AuditedOrder> orders)
    {
        if (all.Mails is { } mails)
        {
            yield return Once("I14", "mail", Published(orders), ByOrder(mails));
            yield return OnlyOfOrders("I7", "mail", orders, ByOrder(mails));
        }

        if (all.Shipments is { } shipments)
        {
            yield return OnlyOfOrders("I10", "shipment", orders, ByOrder(shipments));
        }

        if (all.Verdicts is { } verdicts)
        {
            yield return Once("I12", "verdict", all.IsBehind ? Judged(orders, ByOrder(verdicts)) : Published(orders), ByOrder(verdicts));
        }
    }

    private static ILookup<string, string> ByOrder(AuditedEffects effects) => effects.OrderIds.ToLookup(id => id);

    // The outbox holds no event of these orders any more.
    private static IEnumerable<AuditedOrder> Published(List<AuditedOrder> orders) => orders.Where(order => order.IsPublished);

    private static IEnumerable<AuditedOrder> Judged(List<AuditedOrder> orders, ILookup<string, string> verdicts) => orders.Where(order => verdicts.Contains(order.OrderId));

    private static AuditCheck Once(string id, string kind, IEnumerable<AuditedOrder> orders, ILookup<string, string> effects) =>
        AuditChecks.None(id, orders.Where(order => effects[order.OrderId].Count() != 1).Select(order => $"order {order.OrderId} has {effects[order.OrderId].Count()} {kind} effects"));

    // A running attempt may still become an order or be undone.
    private static AuditCheck OnlyOfOrders(string id, string kind, List<AuditedOrder> orders, ILookup<string, string> effects)
    {
        var fine = orders.Where(order => order.IsPlaced || !order.IsFinal).Select(order => order.OrderId).ToHashSet();
        return AuditChecks.None(id, effects.Where(effect => !fine.Contains(effect.Key)).Select(effect => $"{kind} exists for {effect.Key}, which is not an order"));
    }
}
