using AstronomyShop.Contracts;

namespace AstronomyShop.Modules.Storefront.Answers;

internal sealed record ProductAnswer(
    string Id, string Name, string Description, string Picture, MoneyAnswer? PriceUsd, IReadOnlyList<string> Categories)
{
    /// <param name="product">The product.</param>
    /// <param name="price">In the shopper's currency; the field keeps its name all the same.</param>
    public static ProductAnswer Of(Product product, MoneyMessage? price) => new(
        product.Id, product.Name, product.Description, product.Picture, price is null ? null : MoneyAnswer.Of(price), [.. product.Categories]);
}
