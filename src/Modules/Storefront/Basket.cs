using AstronomyShop.Modules.Storefront.Answers;

namespace AstronomyShop.Modules.Storefront;

/// <summary>A cart with what it costs.</summary>
/// <param name="Lines">What is in it.</param>
/// <param name="Goods">All lines together.</param>
/// <param name="Shipping">To the address that was asked for; null while nobody can say.</param>
internal sealed record Basket(IReadOnlyList<BasketLine> Lines, Money Goods, Money? Shipping)
{
    public Money Total => Shipping is { } shipping ? Goods + shipping : Goods;
}

/// <summary>The product is null when the shop has it no more.</summary>
internal sealed record BasketLine(string ProductId, int Quantity, ProductAnswer? Product)
{
    public Money? Price => Product?.PriceUsd?.ToMoney() * Quantity;
}
