using AstronomyShop.SharedKernel.Messaging;

namespace AstronomyShop.Modules.Checkout.Outbox;

/// <summary>A message to deliver because an order was placed. It is committed with the order and deleted after delivery.</summary>
internal sealed class OutboxMessage
{
    public long Id { get; private set; }

    public required string OrderId { get; init; }

    /// <summary>The destination: <see cref="OutboxMessageFactory.Cart"/>, <see cref="OutboxMessageFactory.Email"/>, or the module name of a consumer of the event.</summary>
    public required string Destination { get; init; }

    public required byte[] Body { get; set; }

    public string? TraceParent { get; init; }

    public string? TraceState { get; init; }

    public string? Baggage { get; init; }

    /// <summary>In Unix milliseconds.</summary>
    public required long WrittenAt { get; init; }

    /// <summary>In Unix milliseconds; <see cref="OutboxMessageFactory.HeldUntilPlaced"/> while the order is not placed.</summary>
    public required long NextTryAt { get; set; }

    public int Failures { get; set; }

    /// <summary>The kind of the last failure; not its message, which may contain personal data.</summary>
    public string? LastFailure { get; set; }

    /// <summary>True after too many failures; the message remains visible and does not block others.</summary>
    public bool IsParked { get; set; }

    public MessageContextPropagation Cause => new(TraceParent, TraceState, Baggage);
}
