using AstronomyShop.Contracts;

namespace AstronomyShop.Modules.Storefront.Responses;

internal sealed record ProductResponse(
    string Id, string Name, string Description, string Picture, MoneyResponse? PriceUsd, IReadOnlyList<string> Categories)
{
    /// <param name="product">The product.</param>
    /// <param name="price">The price in the shopper's currency; the field is named priceUsd nevertheless.</param>
    public static ProductResponse Of(Product product, MoneyMessage? price) => new(
        product.Id, product.Name, product.Description, product.Picture, price is null ? null : MoneyResponse.Of(price), [.. product.Categories]);
}
