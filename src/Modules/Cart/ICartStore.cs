namespace AstronomyShop.Modules.Cart;

/// <summary>Where carts are kept. Every change happens whole or not at all, and two changes at once both happen.</summary>
internal interface ICartStore
{
    /// <summary>The lines in the order of their first adding; none for an unknown or expired cart.</summary>
    Task<IReadOnlyList<CartLine>> FindAsync(CartOwner owner, CancellationToken cancellationToken);

    /// <summary>Adds to a line or, with a negative quantity, takes away; a line that reaches 0 is gone.</summary>
    /// <returns>False, and nothing has changed, when the line would hold more than <see cref="CartLimits.MaxQuantity"/>.</returns>
    Task<bool> TryAddAsync(CartOwner owner, string productId, int quantity, CancellationToken cancellationToken);

    /// <summary>Takes just these quantities away, under a key only the first time.</summary>
    Task RemoveAsync(CartOwner owner, IReadOnlyList<CartLine> lines, string? key, CancellationToken cancellationToken);

    Task EmptyAsync(CartOwner owner, CancellationToken cancellationToken);
}

internal sealed record CartLine(string ProductId, int Quantity);

internal static class CartLimits
{
    public const int MaxQuantity = 99;

    /// <summary>How long a cart lives after its last change.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(60);

    /// <summary>How long a key is remembered: longer than any order may take to become final.</summary>
    public static readonly TimeSpan KeyLifetime = TimeSpan.FromDays(1);
}
