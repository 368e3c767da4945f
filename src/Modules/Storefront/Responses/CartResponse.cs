namespace AstronomyShop.Modules.Storefront.Responses;

/// <summary>A cart.</summary>
/// <param name="UserId">The shopper.</param>
/// <param name="Items">Its lines, one per product.</param>
internal sealed record CartResponse(string UserId, IReadOnlyList<CartLineResponse> Items);

/// <summary>A line of a cart or an order. The product is omitted where it was not requested or the shop no longer sells it.</summary>
/// <param name="ProductId">The id of the product.</param>
/// <param name="Quantity">How many of them.</param>
/// <param name="Product">The product.</param>
internal sealed record CartLineResponse(string ProductId, int Quantity, ProductResponse? Product = null);
