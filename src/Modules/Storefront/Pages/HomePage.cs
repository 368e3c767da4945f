using AstronomyShop.Modules.Storefront.Responses;
using AstronomyShop.Modules.Storefront.Sessions;

namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>The home page.</summary>
internal static class HomePage
{
    private const string Title = "Otel Demo - Home";

    public static Page Of(IReadOnlyList<ProductResponse> products, IReadOnlyList<string> categories, ProductFilter filter, PageContext page) => new(Title, Html.Of($"""
            <div data-cy="home-page">
              <section class="banner" aria-label="Welcome">
                {Pictures.Banner}
                <div class="wide">
                  <p class="lead">Discover the night sky</p>
                  <p class="sublead">Telescopes, binoculars and accessories for every stargazer.</p>
                  <a class="button" href="#hot-products">Go shopping</a>
                </div>
              </section>
              <div class="wide">
                <div class="shelf-head">
                  <h1 id="hot-products" data-cy="hot-products">Hot products</h1>
                  {Search(filter)}
                </div>
                <nav class="categories" aria-label="Categories">
                  {Category("All", filter with { Category = string.Empty }, filter)}
                  {Html.Join(categories.Select(category => Category(category, filter with { Category = category }, filter)))}
                </nav>
                <div class="products window" data-cy="product-list" data-region="products">
        {Html.Join(products.Select(product => ProductCard.Of(product, page)))}
                </div>
                {(products.Count == 0 ? EmptyResult : Html.Empty)}
              </div>
            </div>
        """));

    private static readonly Html EmptyResult = Html.Of($"""
        <p class="none">No products found. <a href="/#hot-products">Show all products</a></p>
        """);

    private static Html Search(ProductFilter filter) => Html.Of($"""
        <form class="search" role="search" action="/#hot-products">
                    <label class="unseen" for="q">Search the shop</label>
                    <input id="q" name="q" type="search" value="{filter.Words}" placeholder="Search the shop" maxlength="100">
                    {(filter.Category.Length == 0 ? Html.Empty : Html.Of($"""<input type="hidden" name="category" value="{filter.Category}">"""))}
                    <button class="quiet">Search</button>
                  </form>
        """);

    private static Html Category(string name, ProductFilter target, ProductFilter shown) => Html.Of(
        $"""<a class="chip" href="{target.Path}#hot-products"{Html.If(target.Category == shown.Category, " aria-current=\"true\"")}>{name}</a>""");
}
