namespace AstronomyShop.Modules.Payment;

/// <summary>The entry of one idempotency key. Without a transaction the key was closed before anything was charged.</summary>
internal sealed class LedgerEntry
{
    public required string Key { get; init; }

    public byte[]? Fingerprint { get; init; }

    public string? TransactionId { get; init; }

    public string? Currency { get; init; }

    public long? Units { get; init; }

    public int? Nanos { get; init; }

    public string? CardBrand { get; init; }

    public string? CardLastFour { get; init; }

    /// <summary>In Unix milliseconds, as the other times.</summary>
    public long? ChargedAt { get; init; }

    public string? RefundId { get; init; }

    public long? RefundedAt { get; init; }

    /// <summary>Further charges under this key are rejected.</summary>
    public bool IsClosed { get; init; }
}
