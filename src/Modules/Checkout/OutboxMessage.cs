using AstronomyShop.SharedKernel.Events;

namespace AstronomyShop.Modules.Checkout;

/// <summary>Something that must be told because an order was placed. It is committed with the order and goes when it is told.</summary>
internal sealed class OutboxMessage
{
    public long Id { get; private set; }

    public required string OrderId { get; init; }

    /// <summary>Whom to tell: <see cref="Outbox.Cart"/>, <see cref="Outbox.Email"/>, or a consumer of the event, by its module's name.</summary>
    public required string Destination { get; init; }

    public required byte[] Body { get; set; }

    public string? TraceParent { get; init; }

    public string? TraceState { get; init; }

    public string? Baggage { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long WrittenAt { get; init; }

    /// <summary>Unix milliseconds; <see cref="Outbox.HeldUntilPlaced"/> while the order is not placed.</summary>
    public required long NextTryAt { get; set; }

    public int Failures { get; set; }

    /// <summary>What kind of failure the last one was; not its text, which may say too much.</summary>
    public string? LastFailure { get; set; }

    /// <summary>It failed too often to hope; it stays, visible, and blocks nothing.</summary>
    public bool IsParked { get; set; }

    public MessageContextPropagation Cause => new(TraceParent, TraceState, Baggage);
}
