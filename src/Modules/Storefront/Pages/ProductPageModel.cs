using AstronomyShop.Modules.Storefront.Responses;
using AstronomyShop.Modules.Storefront.Sessions;

namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>The page of one product.</summary>
internal sealed record ProductPageModel(
    ProductResponse Product, IReadOnlyList<ProductResponse> Recommended, IReadOnlyList<TextAdResponse> Ads, PageContext Context)
{
    public const int MaxQuantity = 10;

    private const string Sizes = "(min-width: 48rem) min(36rem, 45vw), 92vw";

    public ProductPictureModel Picture => new(Product.Picture, Product.Name, Sizes, "eager", Context.PictureDelay);

    public Page ToPage() => new("Otel Demo - Product", new Pages_ProductPage { Model = this });
}
