using AstronomyShop.Modules.Shipping.Fingerprints;

namespace AstronomyShop.Modules.Shipping;

/// <summary>A shipped parcel. Of the address only the country is stored, because nothing here needs the rest.</summary>
internal sealed class Shipment
{
    public required string TrackingId { get; init; }

    /// <summary>The idempotency key of the shipment; null when the caller sent none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>The keyed fingerprint of the request (<see cref="ShipmentFingerprint"/>); null when the key was cancelled, before or after shipping.</summary>
    public byte[]? RequestHash { get; init; }

    public bool IsCancelled => IdempotencyKey is not null && RequestHash is null;

    /// <summary>Milliseconds since 1970, UTC.</summary>
    public required long ShippedAt { get; init; }

    public required long ItemCount { get; init; }

    public required string Country { get; init; }
}
