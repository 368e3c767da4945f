using AstronomyShop.Contracts;
using AstronomyShop.Modules.Checkout.Outbox;
using Google.Protobuf;

namespace AstronomyShop.Modules.Checkout.Orders;

/// <summary>
/// An attempt to place an order. Prices, rates and lines are those of its beginning. Its id is also the idempotency key of its charge and its
/// shipment, so that either can be repeated or undone without knowing whether it happened.
/// </summary>
internal sealed class Order
{
    public required string Id { get; init; }

    public required string UserId { get; init; }

    /// <summary>The shopper's idempotency key while it is reserved: a failed attempt releases it, so that the shopper can try again.</summary>
    public string? ClientKey { get; private set; }

    /// <summary>The keyed fingerprint of the request with this key; of the card it contains only the last digits.</summary>
    public string? Fingerprint { get; private set; }

    public required OrderState State { get; set; }

    /// <summary>The concurrency token: an update of an outdated version fails, because another process has taken over the order.</summary>
    public int Version { get; private set; }

    /// <summary>The order of the response, in the contract's wire format.</summary>
    public required byte[] Result { get; set; }

    public required string Currency { get; init; }

    public required long TotalUnits { get; init; }

    public required int TotalNanos { get; init; }

    public string? TransactionId { get; set; }

    /// <summary>In Unix milliseconds by the database's clock, as is <see cref="ChangedAt"/>.</summary>
    public long BegunAt { get; private set; }

    /// <summary>When the order was last advanced or taken over. This is a lease: for a while other processes leave the order alone.</summary>
    public long ChangedAt { get; private set; }

    /// <summary>The confirmation message of an order that this process has begun; it spares reading it again.</summary>
    public OutboxMessage? HeldEmail { get; set; }

    /// <summary>In Unix milliseconds; 0 until it is placed.</summary>
    public long PlacedAt { get; set; }

    public Money Total => Money.From(new MoneyMessage { CurrencyCode = Currency, Units = TotalUnits, Nanos = TotalNanos });

    public OrderResult ToResult() => OrderResult.Parser.ParseFrom(Result);

    public bool IsGivenUp => State is OrderState.Undoing or OrderState.Failed or OrderState.Refunded;

    public void Bind(string clientKey, string fingerprint)
    {
        ClientKey = clientKey;
        Fingerprint = fingerprint;
    }

    public void Begin(long now)
    {
        BegunAt = now;
        Enter(OrderState.Pending, now);
    }

    public void Enter(OrderState state, long now)
    {
        State = state;
        ChangedAt = now;
        Version++;
        if (IsGivenUp)
        {
            ClientKey = null;
        }
    }

    public void Ship(string trackingId)
    {
        var result = ToResult();
        result.ShippingTrackingId = trackingId;
        Result = result.ToByteArray();
    }
}

/// <summary>The progress of an attempt. Each state is recorded before the next step begins.</summary>
internal enum OrderState
{
    /// <summary>Priced; it may have been charged.</summary>
    Pending = 0,

    /// <summary>Charged; it may have been shipped.</summary>
    Charged = 1,

    /// <summary>The order is placed. Final.</summary>
    Placed = 2,

    /// <summary>Abandoned; a charge must still be refunded.</summary>
    Undoing = 3,

    /// <summary>Abandoned; nothing was charged. Final.</summary>
    Failed = 4,

    /// <summary>Abandoned; the charge was refunded. Final.</summary>
    Refunded = 5,
}
