using AstronomyShop.Modules.Storefront.Responses;

namespace AstronomyShop.Modules.Storefront.Content;

/// <summary>A cart with its prices.</summary>
/// <param name="Lines">The lines of the cart.</param>
/// <param name="Subtotal">The sum of all lines.</param>
/// <param name="Shipping">The estimated shipping cost; null when it is not available.</param>
internal sealed record PricedCart(IReadOnlyList<PricedCartLine> Lines, Money Subtotal, Money? Shipping)
{
    public Money Total => Shipping is { } shipping ? Subtotal + shipping : Subtotal;
}

/// <summary>The product is null when the shop no longer sells it.</summary>
internal sealed record PricedCartLine(string ProductId, int Quantity, ProductResponse? Product)
{
    public Money? Price => Product?.PriceUsd?.ToMoney() * Quantity;
}
