namespace AstronomyShop.SharedKernel.Audit;

/// <summary>Decides whether what modules did for orders was done for every order, for none but orders, and once.</summary>
internal static class OrderEffectChecks
{
    /// <param name="effects">What was done.</param>
    /// <param name="orders">What it was done for.</param>
    /// <param name="moreToCome">Events of a topic are still on their way: what is not done yet may be about to be.</param>
    public static IEnumerable<AuditCheck> Decide(AuditedEffects effects, List<AuditedOrder> orders, bool moreToCome)
    {
        var byOrder = effects.OrderIds.ToLookup(id => id);
        return effects.Kind switch
        {
            AuditedEffects.Mail => [Once("I14", effects.Kind, Published(orders), byOrder), OnlyOfOrders("I7", effects.Kind, orders, byOrder)],
            AuditedEffects.Verdict => [Once("I12", effects.Kind, moreToCome ? Judged(orders, byOrder) : Published(orders), byOrder)],
            AuditedEffects.Shipment => [OnlyOfOrders("I10", effects.Kind, orders, byOrder)],
            _ => throw new InvalidOperationException($"Nobody audits a {effects.Kind}"),
        };
    }

    // The outbox holds nothing of them any more.
    private static IEnumerable<AuditedOrder> Published(List<AuditedOrder> orders) => orders.Where(order => order.IsPublished);

    private static IEnumerable<AuditedOrder> Judged(List<AuditedOrder> orders, ILookup<string, string> verdicts) => orders.Where(order => verdicts.Contains(order.OrderId));

    private static AuditCheck Once(string id, string kind, IEnumerable<AuditedOrder> orders, ILookup<string, string> effects) =>
        AuditCheck.None(id, orders.Where(order => effects[order.OrderId].Count() != 1).Select(order => $"order {order.OrderId} has {effects[order.OrderId].Count()} of its {kind}"));

    // An attempt that still runs may yet become an order, or be undone.
    private static AuditCheck OnlyOfOrders(string id, string kind, List<AuditedOrder> orders, ILookup<string, string> effects)
    {
        var fine = orders.Where(order => order.IsPlaced || !order.IsFinal).Select(order => order.OrderId).ToHashSet();
        return AuditCheck.None(id, effects.Where(effect => !fine.Contains(effect.Key)).Select(effect => $"there is a {kind} for {effect.Key} and no such order"));
    }
}
