using AstronomyShop.Modules.Storefront.Responses;
using AstronomyShop.Modules.Storefront.Sessions;

namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>The page of one product.</summary>
internal static class ProductPage
{
    public const string Title = "Otel Demo - Product";

    private const int MaxQuantity = 10;
    private const string Sizes = "(min-width: 48rem) min(36rem, 45vw), 92vw";

    public static Page Of(ProductResponse product, IReadOnlyList<ProductResponse> recommended, IReadOnlyList<TextAdResponse> ads, PageContext page) =>
        new(Title, Content(product, recommended, ads, page));

    public static Html Content(ProductResponse product, IReadOnlyList<ProductResponse> recommended, IReadOnlyList<TextAdResponse> ads, PageContext page) => Html.Of($"""
        <div class="detail wide" data-cy="product-detail" data-product="{product.Id}">
        {Picture(product, page)}
          <div class="facts">
            <p class="categories">{Html.Join(product.Categories.Select(Category))}</p>
            <h1 data-cy="product-name">{product.Name}</h1>
            <p data-cy="product-description">{product.Description}</p>
            <p class="asked" data-region="price">{PriceText.Span(PriceText.Of(product.PriceUsd))}</p>
            <form class="add" method="post" action="/cart/items">
              <input type="hidden" name="productId" value="{product.Id}">
              <label for="quantity">Quantity</label>
              <select id="quantity" name="quantity" data-cy="product-quantity" autocomplete="off">{Html.Join(Enumerable.Range(1, MaxQuantity).Select(Option))}</select>
              <button data-cy="product-add-to-cart">Add to cart</button>
              <p class="wrong" role="alert"></p>
            </form>
          </div>
        </div>
        {AdBanner.Of(ads)}
        {ProductCard.Recommended(recommended, page)}
        """);

    private static Html Option(int quantity) => Html.Of($"""<option>{quantity}</option>""");

    private static Html Category(string category) => Html.Of($"""<a class="chip" href="/?category={Uri.EscapeDataString(category)}#hot-products">{category}</a>""");

    private static Html Picture(ProductResponse product, PageContext page) => product.Picture.Length == 0 ? Html.Empty : Html.Of($"""
          <div class="picture" data-cy="product-picture">{Pictures.Product(product.Picture, product.Name, Sizes, page, "eager")}</div>
        """);
}
