using AstronomyShop.Modules.Storefront.Content;
using AstronomyShop.Modules.Storefront.Responses;
using AstronomyShop.Modules.Storefront.Sessions;

namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>The home page.</summary>
internal sealed record HomePageModel(IReadOnlyList<ProductResponse> Products, IReadOnlyList<string> Categories, ProductFilter Filter, PageContext Context)
{
    public Page ToPage() => new("Otel Demo - Home", new Pages_HomePage { Model = this });
}
