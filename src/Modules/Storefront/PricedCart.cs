using AstronomyShop.Modules.Storefront.Responses;

namespace AstronomyShop.Modules.Storefront;

/// <summary>A cart with what it costs.</summary>
/// <param name="Lines">What is in it.</param>
/// <param name="Subtotal">All lines together.</param>
/// <param name="Shipping">To the address that was asked for; null while nobody can say.</param>
internal sealed record PricedCart(IReadOnlyList<PricedCartLine> Lines, Money Subtotal, Money? Shipping)
{
    public Money Total => Shipping is { } shipping ? Subtotal + shipping : Subtotal;
}

/// <summary>The product is null when the shop has it no more.</summary>
internal sealed record PricedCartLine(string ProductId, int Quantity, ProductResponse? Product)
{
    public Money? Price => Product?.PriceUsd?.ToMoney() * Quantity;
}
