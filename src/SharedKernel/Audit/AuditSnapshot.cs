namespace AstronomyShop.SharedKernel.Audit;

/// <summary>What one module knows of orders and money. What is not the module's business stays null.</summary>
public sealed record AuditSnapshot
{
    /// <summary>Checkout's orders.</summary>
    public IReadOnlyList<AuditedOrder>? Orders { get; init; }

    /// <summary>Payment's charges.</summary>
    public IReadOnlyList<AuditedCharge>? Charges { get; init; }

    /// <summary>Accounting's bookings.</summary>
    public IReadOnlyList<AuditedBooking>? Bookings { get; init; }

    /// <summary>What the module did for orders.</summary>
    public AuditedEffects? Effects { get; init; }

    /// <summary>Events of a topic are still on their way to the module: what it does not know yet it may be about to learn.</summary>
    public bool IsBehind { get; init; }

    /// <summary>Invariants the module can decide alone.</summary>
    public IReadOnlyList<AuditCheck> Checks { get; init; } = [];
}

/// <summary>An attempt at an order.</summary>
/// <param name="OrderId">The order's id.</param>
/// <param name="ChargeKey">The idempotency key its charge is made under.</param>
/// <param name="IsPlaced">It became an order; a success may have been answered.</param>
/// <param name="IsFinal">It will not change any more.</param>
/// <param name="IsPublished">Accounting has been told.</param>
/// <param name="Total">What the shopper pays.</param>
public sealed record AuditedOrder(string OrderId, string ChargeKey, bool IsPlaced, bool IsFinal, bool IsPublished, Money Total);

/// <summary>A captured charge.</summary>
/// <param name="Key">The idempotency key it was made under.</param>
/// <param name="Amount">What was taken.</param>
/// <param name="IsRefunded">It was given back.</param>
public sealed record AuditedCharge(string Key, Money Amount, bool IsRefunded);

/// <summary>An order in the ledger.</summary>
/// <param name="OrderId">The order's id.</param>
/// <param name="Total">What was booked.</param>
/// <param name="IsForeign">Another shop's checkout sold it, so none of this shop's charges belongs to it.</param>
public sealed record AuditedBooking(string OrderId, Money Total, bool IsForeign);

/// <summary>What one module did for orders, once for each time it was done.</summary>
/// <param name="Kind">What it is: <see cref="Mail"/>, <see cref="Verdict"/> or <see cref="Shipment"/>.</param>
/// <param name="OrderIds">For which.</param>
public sealed record AuditedEffects(string Kind, IReadOnlyList<string> OrderIds)
{
    /// <summary>A confirmation was sent.</summary>
    public const string Mail = "mail";

    /// <summary>The order was judged.</summary>
    public const string Verdict = "verdict";

    /// <summary>A parcel left.</summary>
    public const string Shipment = "shipment";
}

/// <summary>One invariant, decided.</summary>
/// <param name="Id">Its number in the list of invariants: <c>I1</c>.</param>
/// <param name="Holds">Whether it holds.</param>
/// <param name="Detail">What broke it; empty when it holds.</param>
public sealed record AuditCheck(string Id, bool Holds, string Detail)
{
    /// <summary>Holds when nothing offends.</summary>
    /// <param name="id">The invariant.</param>
    /// <param name="offenders">What breaks it; the first few are named.</param>
    public static AuditCheck None(string id, IEnumerable<string> offenders)
    {
        var named = offenders.Take(5).ToList();
        return new AuditCheck(id, named.Count == 0, string.Join("; ", named));
    }
}
