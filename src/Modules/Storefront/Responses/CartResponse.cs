namespace AstronomyShop.Modules.Storefront.Responses;

internal sealed record CartResponse(string UserId, IReadOnlyList<CartLineResponse> Items);

/// <summary>A line of a cart or an order. The product is omitted where it was not requested or the shop no longer sells it.</summary>
internal sealed record CartLineResponse(string ProductId, int Quantity, ProductResponse? Product = null);
