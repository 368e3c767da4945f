using AstronomyShop.Modules.Storefront.Answers;
using AstronomyShop.Modules.Storefront.Visits;

namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>A product among others.</summary>
internal static class ProductCard
{
    private const string Sizes = "(min-width: 80rem) 14rem, (min-width: 62rem) 18vw, 45vw";

    public static Html Of(ProductAnswer product, Visit visit) => Html.Of($"""
        <a href="/product/{product.Id}"><div class="product" data-cy="product-card" data-product="{product.Id}">
          {Picture(product, visit)}
          <p class="name">{product.Name}</p>
          {PriceText.Span(PriceText.Of(product.PriceUsd))}
        </div></a>
        """);

    /// <summary>Up to four of them, under a heading; nothing at all when there are none.</summary>
    public static Html Recommended(IReadOnlyList<ProductAnswer> products, Visit visit) => products.Count == 0 ? Html.Nothing : Html.Of($"""
        <section class="recommended wide" data-cy="recommendation-list" aria-labelledby="recommended" data-region="recommended">
          <h2 id="recommended">You may also like</h2>
          <div class="products">{Html.Join(products.Select(product => Of(product, visit)))}</div>
        </section>
        """);

    private static Html Picture(ProductAnswer product, Visit visit) => product.Picture.Length == 0
        ? Html.Nothing
        : Pictures.Product(product.Picture, string.Empty, Sizes, visit, "lazy");
}
