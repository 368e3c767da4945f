namespace AstronomyShop.Modules.Cart;

/// <summary>Where carts are kept. Every change happens whole or not at all, and two changes at once both happen.</summary>
internal interface ICartStore
{
    /// <summary>The lines in the order of their first adding; none for an unknown or expired cart.</summary>
    Task<IReadOnlyList<CartLine>> Find(Shopper shopper, CancellationToken cancellation);

    /// <summary>Adds to a line or, with a negative quantity, takes away; a line that reaches 0 is gone.</summary>
    /// <returns>False, and nothing has changed, when the line would hold more than <see cref="CartLimits.MostOfOneProduct"/>.</returns>
    Task<bool> TryAdd(Shopper shopper, string productId, int quantity, CancellationToken cancellation);

    /// <summary>Takes just these quantities away, under a key only the first time.</summary>
    Task Remove(Shopper shopper, IReadOnlyList<CartLine> lines, string? key, CancellationToken cancellation);

    Task Empty(Shopper shopper, CancellationToken cancellation);
}

internal sealed record CartLine(string ProductId, int Quantity);

internal static class CartLimits
{
    public const int MostOfOneProduct = 99;

    /// <summary>How long a cart lives after its last change.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(60);

    /// <summary>How long a key is remembered: longer than any order may take to become final.</summary>
    public static readonly TimeSpan KeyLifetime = TimeSpan.FromDays(1);
}
