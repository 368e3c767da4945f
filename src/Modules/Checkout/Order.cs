using AstronomyShop.Contracts;
using Google.Protobuf;

namespace AstronomyShop.Modules.Checkout;

/// <summary>
/// An attempt at an order. Prices, rates and lines are those it began with. Its id is also the key of its charge and its shipment, so
/// that either can be asked for again, or undone, without knowing whether it happened.
/// </summary>
internal sealed class Order
{
    public required string Id { get; init; }

    public required string UserId { get; init; }

    /// <summary>The shopper's idempotency key while it binds: an attempt that failed lets it go, so that the shopper may try again.</summary>
    public string? ClientKey { get; private set; }

    /// <summary>What was asked under the key, without anything of the card but its last digits.</summary>
    public string? Fingerprint { get; private set; }

    public required OrderState State { get; set; }

    /// <summary>Counts the changes. Whoever changes a state that is no longer as it was read has lost it to another.</summary>
    public int Version { get; private set; }

    /// <summary>The order as it is answered, in the wire's bytes.</summary>
    public required byte[] Result { get; set; }

    public required string Currency { get; init; }

    public required long TotalUnits { get; init; }

    public required int TotalNanos { get; init; }

    public string? TransactionId { get; set; }

    /// <summary>Unix milliseconds by the database's clock, as is <see cref="ChangedAt"/>.</summary>
    public long BegunAt { get; private set; }

    /// <summary>When somebody last moved it or took it over. For a while after that it is theirs, and everybody else leaves it alone.</summary>
    public long ChangedAt { get; private set; }

    /// <summary>Unix milliseconds; 0 until it is placed.</summary>
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

/// <summary>How far an attempt has come. Each is recorded before the next step begins.</summary>
internal enum OrderState
{
    /// <summary>Priced; it may or may not be charged.</summary>
    Pending = 0,

    /// <summary>Charged; it may or may not be shipped.</summary>
    Charged = 1,

    /// <summary>It is an order. Final.</summary>
    Placed = 2,

    /// <summary>Given up; whatever was charged has yet to be given back.</summary>
    Undoing = 3,

    /// <summary>Given up, nothing was charged. Final.</summary>
    Failed = 4,

    /// <summary>Given up, the charge was given back. Final.</summary>
    Refunded = 5,
}
