namespace AstronomyShop.Modules.Storefront.Responses;

internal sealed record CartResponse(string UserId, IReadOnlyList<CartLineResponse> Items);

/// <summary>A line of a cart or of an order. The product is left out where nobody asked for it or the shop has it no more.</summary>
internal sealed record CartLineResponse(string ProductId, int Quantity, ProductResponse? Product = null);
