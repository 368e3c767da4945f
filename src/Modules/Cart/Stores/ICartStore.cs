namespace AstronomyShop.Modules.Cart.Stores;

/// <summary>Stores carts. Every change is atomic, and concurrent changes are all applied.</summary>
internal interface ICartStore
{
    /// <summary>Returns the lines in the order in which they were added; empty for an unknown or expired cart.</summary>
    Task<IReadOnlyList<CartLine>> FindAsync(CartOwner owner, CancellationToken cancellationToken);

    /// <summary>Adds to the quantity of a line, or subtracts from it when negative; a line that reaches 0 is removed.</summary>
    /// <returns>False, without any change, when the quantity would exceed <see cref="CartLimits.MaxQuantity"/>.</returns>
    Task<bool> TryAddAsync(CartOwner owner, string productId, int quantity, CancellationToken cancellationToken);

    /// <summary>Subtracts exactly these quantities; with a key only the first time.</summary>
    Task RemoveAsync(CartOwner owner, IReadOnlyList<CartLine> lines, string? key, CancellationToken cancellationToken);

    Task EmptyAsync(CartOwner owner, CancellationToken cancellationToken);
}

internal sealed record CartLine(string ProductId, int Quantity);

internal static class CartLimits
{
    public const int MaxQuantity = 99;

    /// <summary>How long a cart is stored after its last change.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(60);

    /// <summary>How long an idempotency key is stored: longer than an order may take to become final.</summary>
    public static readonly TimeSpan KeyLifetime = TimeSpan.FromDays(1);
}
