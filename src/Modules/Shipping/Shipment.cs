namespace AstronomyShop.Modules.Shipping;

/// <summary>A parcel that left. Of the address only the country is kept: nothing here needs to know where somebody lives.</summary>
internal sealed class Shipment
{
    public required string TrackingId { get; init; }

    /// <summary>The key it was shipped under; null when the caller gave no key.</summary>
    public string? IdempotencyKey { get; set; }

    /// <summary>What exactly was asked under the key; null once that was cancelled, be it before or after it left.</summary>
    public byte[]? RequestHash { get; set; }

    public bool IsCancelled => IdempotencyKey is not null && RequestHash is null;

    /// <summary>Milliseconds since 1970, UTC.</summary>
    public required long ShippedAt { get; init; }

    public required long ItemCount { get; init; }

    public required string Country { get; init; }
}
