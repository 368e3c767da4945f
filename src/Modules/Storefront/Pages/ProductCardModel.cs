using AstronomyShop.Modules.Storefront.Responses;
using AstronomyShop.Modules.Storefront.Sessions;

namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>The card of a product in a list.</summary>
internal sealed record ProductCardModel(ProductResponse Product, PageContext Context)
{
    private const string Sizes = "(min-width: 80rem) 14rem, (min-width: 62rem) 18vw, 45vw";

    public ProductPictureModel Picture => new(Product.Picture, string.Empty, Sizes, "lazy", Context.PictureDelay);
}
