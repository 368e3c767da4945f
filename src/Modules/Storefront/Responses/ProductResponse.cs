using AstronomyShop.Contracts;

namespace AstronomyShop.Modules.Storefront.Responses;

/// <summary>A product.</summary>
/// <param name="Id">The id of the product.</param>
/// <param name="Name">The name of the product.</param>
/// <param name="Description">A description of one or more sentences.</param>
/// <param name="Picture">The file of its picture, below <c>/images/products/</c>.</param>
/// <param name="PriceUsd">The price in the requested currency, whatever the name of this field says.</param>
/// <param name="Categories">The categories of the product.</param>
internal sealed record ProductResponse(
    string Id, string Name, string Description, string Picture, MoneyResponse? PriceUsd, IReadOnlyList<string> Categories)
{
    /// <param name="product">The product.</param>
    /// <param name="price">The price in the shopper's currency; the field is named priceUsd nevertheless.</param>
    public static ProductResponse Of(Product product, MoneyMessage? price) => new(
        product.Id, product.Name, product.Description, product.Picture, price is null ? null : MoneyResponse.Of(price), [.. product.Categories]);
}
