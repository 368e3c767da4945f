namespace AstronomyShop.SharedKernel.Audit;

/// <summary>Checks that each side effect was performed for every order, exactly once, and for nothing else.</summary>
internal static class OrderEffectChecks
{
    /// <param name="effects">The performed effects.</param>
    /// <param name="orders">The orders they were performed for.</param>
    /// <param name="moreToCome">Events of a topic are still unread, so that missing effects may still be performed.</param>
    public static IEnumerable<AuditCheck> Decide(AuditedEffects effects, List<AuditedOrder> orders, bool moreToCome)
    {
        var byOrder = effects.OrderIds.ToLookup(id => id);
        return effects.Kind switch
        {
            AuditedEffects.Mail => [Once("I14", effects.Kind, Published(orders), byOrder), OnlyOfOrders("I7", effects.Kind, orders, byOrder)],
            AuditedEffects.Verdict => [Once("I12", effects.Kind, moreToCome ? Judged(orders, byOrder) : Published(orders), byOrder)],
            AuditedEffects.Shipment => [OnlyOfOrders("I10", effects.Kind, orders, byOrder)],
            _ => throw new InvalidOperationException($"No invariant exists for effects of kind '{effects.Kind}'"),
        };
    }

    // The outbox holds no event of these orders any more.
    private static IEnumerable<AuditedOrder> Published(List<AuditedOrder> orders) => orders.Where(order => order.IsPublished);

    private static IEnumerable<AuditedOrder> Judged(List<AuditedOrder> orders, ILookup<string, string> verdicts) => orders.Where(order => verdicts.Contains(order.OrderId));

    private static AuditCheck Once(string id, string kind, IEnumerable<AuditedOrder> orders, ILookup<string, string> effects) =>
        AuditCheck.None(id, orders.Where(order => effects[order.OrderId].Count() != 1).Select(order => $"order {order.OrderId} has {effects[order.OrderId].Count()} {kind} effects"));

    // A running attempt may still become an order or be undone.
    private static AuditCheck OnlyOfOrders(string id, string kind, List<AuditedOrder> orders, ILookup<string, string> effects)
    {
        var fine = orders.Where(order => order.IsPlaced || !order.IsFinal).Select(order => order.OrderId).ToHashSet();
        return AuditCheck.None(id, effects.Where(effect => !fine.Contains(effect.Key)).Select(effect => $"{kind} exists for {effect.Key}, which is not an order"));
    }
}
