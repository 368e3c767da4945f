using AstronomyShop.Modules.Storefront.Api;
using AstronomyShop.Modules.Storefront.Content;
using AstronomyShop.Modules.Storefront.Pages;
using AstronomyShop.Modules.Storefront.Sessions;
using AstronomyShop.SharedKernel.Rpc;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.PageEndpoints;

/// <summary>The catalogue pages: all products, and each product.</summary>
internal sealed class CatalogPages(PageContextFactory contexts, ProductReader products, PageAds pageAds, FooterModel footer) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/", ShowAllAsync);
        routes.MapPage("/product/{productId}", ShowOneAsync);
    }

    private async Task ShowAllAsync(HttpContext context)
    {
        var page = await contexts.CreateAsync(context);
        var filter = ProductFilter.Of(context.Request.Query["q"], context.Request.Query["category"]);
        var found = filter.Words.Length == 0
            ? await products.AllAsync(page.Session.Currency, context.RequestAborted)
            : await products.SearchAsync(filter.Words, page.Session.Currency, context.RequestAborted);
        string[] categories = [.. found.SelectMany(product => product.Categories).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        await new HomePageModel([.. found.Where(filter.Matches)], categories, filter, page).ToPage().WriteAsync(context, page, footer);
    }

    private async Task ShowOneAsync(HttpContext context)
    {
        var page = await contexts.CreateAsync(context);
        var id = (string)context.GetRouteValue("productId")!;
        var recommended = pageAds.RecommendationsAsync(page.Session, [id], context.RequestAborted);
        var product = await products.FindAsync(id, page.Session.Currency, context.RequestAborted);
        var ads = product is null ? [] : await pageAds.AdsAsync(product.Categories, context.RequestAborted);
        var besides = await recommended;
        await new ProductPageModel(product ?? throw RpcErrors.NotFound("Product not found"), besides, ads, page).ToPage().WriteAsync(context, page, footer);
    }
}
