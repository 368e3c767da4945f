using AstronomyShop.Modules.Storefront.Responses;
using AstronomyShop.Modules.Storefront.Sessions;

namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>The card of a product in a list.</summary>
internal static class ProductCard
{
    private const string Sizes = "(min-width: 80rem) 14rem, (min-width: 62rem) 18vw, 45vw";

    public static Html Of(ProductResponse product, PageContext page) => Html.Of($"""
        <a href="/product/{product.Id}"><div class="product" data-cy="product-card" data-product="{product.Id}">
          {Picture(product, page)}
          <p class="name">{product.Name}</p>
          {PriceText.Span(PriceText.Of(product.PriceUsd))}
        </div></a>
        """);

    /// <summary>Up to four recommended products with a heading; nothing when there are none.</summary>
    public static Html Recommended(IReadOnlyList<ProductResponse> products, PageContext page) => products.Count == 0 ? Html.Empty : Html.Of($"""
        <section class="recommended wide" data-cy="recommendation-list" aria-labelledby="recommended" data-region="recommended">
          <h2 id="recommended">You may also like</h2>
          <div class="products">{Html.Join(products.Select(product => Of(product, page)))}</div>
        </section>
        """);

    private static Html Picture(ProductResponse product, PageContext page) => product.Picture.Length == 0
        ? Html.Empty
        : Pictures.Product(product.Picture, string.Empty, Sizes, page, "lazy");
}
