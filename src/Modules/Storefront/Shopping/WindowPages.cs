using AstronomyShop.Modules.Storefront.Api;
using AstronomyShop.Modules.Storefront.Pages;
using AstronomyShop.Modules.Storefront.Visits;
using AstronomyShop.SharedKernel.Calls;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.Shopping;

/// <summary>What can be looked at without buying: all products, and each of them.</summary>
internal sealed class WindowPages(VisitorsBook visitors, Shelf shelf, Offers offers, Footing footing) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/", ShowAll);
        routes.MapPage("/product/{productId}", ShowOne);
    }

    private async Task ShowAll(HttpContext context)
    {
        var visit = await visitors.Begin(context);
        var filter = ProductFilter.Of(context.Request.Query["q"], context.Request.Query["category"]);
        var found = filter.Words.Length == 0
            ? await shelf.All(visit.Session.Currency, context.RequestAborted)
            : await shelf.Search(filter.Words, visit.Session.Currency, context.RequestAborted);
        string[] categories = [.. found.SelectMany(product => product.Categories).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        await HomePage.Of([.. found.Where(filter.Lets)], categories, filter, visit).Write(context, visit, footing);
    }

    private async Task ShowOne(HttpContext context)
    {
        var visit = await visitors.Begin(context);
        var id = (string)context.GetRouteValue("productId")!;
        var recommended = offers.Recommended(visit.Session.UserId, [id], visit.Session.Currency, context.RequestAborted);
        var product = await shelf.Find(id, visit.Session.Currency, context.RequestAborted);
        var ads = product is null ? [] : await offers.Ads(product.Categories, context.RequestAborted);
        var besides = await recommended;
        await ProductPage.Of(product ?? throw Refusal.NotFound("There is no such product"), besides, ads, visit).Write(context, visit, footing);
    }
}
