using AstronomyShop.SharedKernel.Primitives;

namespace AstronomyShop.SharedKernel.Audit;

/// <summary>The orders and amounts that one module has stored. A property is null when the module does not store that kind of data.</summary>
public sealed record AuditSnapshot
{
    /// <summary>Orders of checkout.</summary>
    public IReadOnlyList<AuditedOrder>? Orders { get; init; }

    /// <summary>Charges of payment.</summary>
    public IReadOnlyList<AuditedCharge>? Charges { get; init; }

    /// <summary>Bookings of accounting.</summary>
    public IReadOnlyList<AuditedBooking>? Bookings { get; init; }

    /// <summary>The side effects that the module performed for orders.</summary>
    public AuditedEffects? Effects { get; init; }

    /// <summary>True while the module has unread events of a topic, so that the snapshot may be incomplete.</summary>
    public bool IsBehind { get; init; }

    /// <summary>The results of invariants that the module can evaluate alone.</summary>
    public IReadOnlyList<AuditCheck> Checks { get; init; } = [];
}

/// <summary>One attempt to place an order.</summary>
/// <param name="OrderId">The order's id.</param>
/// <param name="ChargeKey">The idempotency key of its charge.</param>
/// <param name="IsPlaced">The attempt became an order; the shopper may have received a success response.</param>
/// <param name="IsFinal">The state of the attempt will not change any more.</param>
/// <param name="IsPublished">The OrderPlaced event was delivered to accounting.</param>
/// <param name="Total">The amount that the shopper pays.</param>
public sealed record AuditedOrder(string OrderId, string ChargeKey, bool IsPlaced, bool IsFinal, bool IsPublished, Money Total);

/// <summary>A captured charge.</summary>
/// <param name="Key">The idempotency key of the charge.</param>
/// <param name="Amount">The captured amount.</param>
/// <param name="IsRefunded">The charge was refunded.</param>
public sealed record AuditedCharge(string Key, Money Amount, bool IsRefunded);

/// <summary>An order in the ledger.</summary>
/// <param name="OrderId">The order's id.</param>
/// <param name="Total">The booked amount.</param>
/// <param name="IsForeign">The order was placed by another shop's checkout, so this shop has no charge for it.</param>
public sealed record AuditedBooking(string OrderId, Money Total, bool IsForeign);

/// <summary>The side effects of one kind that one module performed for orders, one entry per execution.</summary>
/// <param name="Kind">The kind of effect: <see cref="Mail"/>, <see cref="Verdict"/> or <see cref="Shipment"/>.</param>
/// <param name="OrderIds">The order of each execution.</param>
public sealed record AuditedEffects(string Kind, IReadOnlyList<string> OrderIds)
{
    /// <summary>A confirmation e-mail was sent.</summary>
    public const string Mail = "mail";

    /// <summary>Fraud detection scored the order.</summary>
    public const string Verdict = "verdict";

    /// <summary>A parcel was shipped.</summary>
    public const string Shipment = "shipment";
}

/// <summary>The result of one invariant check.</summary>
/// <param name="Id">The number of the invariant: <c>I1</c>.</param>
/// <param name="Holds">Whether the invariant holds.</param>
/// <param name="Detail">The violations; empty when the invariant holds.</param>
public sealed record AuditCheck(string Id, bool Holds, string Detail)
{
    /// <summary>Creates a check that holds when there are no violations.</summary>
    /// <param name="id">The invariant.</param>
    /// <param name="offenders">The violations; the first few are listed in the detail.</param>
    public static AuditCheck None(string id, IEnumerable<string> offenders)
    {
        var named = offenders.Take(5).ToList();
        return new AuditCheck(id, named.Count == 0, string.Join("; ", named));
    }
}
