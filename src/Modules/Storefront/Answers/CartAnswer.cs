namespace AstronomyShop.Modules.Storefront.Answers;

internal sealed record CartAnswer(string UserId, IReadOnlyList<CartLineAnswer> Items);

/// <summary>A line of a cart or of an order. The product is left out where nobody asked for it or the shop has it no more.</summary>
internal sealed record CartLineAnswer(string ProductId, int Quantity, ProductAnswer? Product = null);
