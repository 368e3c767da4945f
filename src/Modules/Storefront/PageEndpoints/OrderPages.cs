using AstronomyShop.Modules.Storefront.Content;
using AstronomyShop.Modules.Storefront.Responses;
using AstronomyShop.Modules.Storefront.Api;
using AstronomyShop.Modules.Storefront.Pages;
using AstronomyShop.Modules.Storefront.Sessions;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.PageEndpoints;

/// <summary>The order pages: one order, and all orders of this browser. An order is shown to the session that placed it.</summary>
internal sealed class OrderPages(PageContextFactory contexts, OrderSubmission orders, PageAds pageAds, FooterModel footer) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/cart/checkout/{orderId:guid}", ShowOneAsync);
        routes.MapPage("/orders", ShowAllAsync);
    }

    private async Task ShowOneAsync(HttpContext context)
    {
        var page = await contexts.CreateAsync(context);
        var order = await orders.FindAsync((string)context.GetRouteValue("orderId")!, page.Session.UserId, page.Session.Currency, context.RequestAborted);
        var bought = order.Items.Select(line => line.Item).OfType<CartLineResponse>().ToList();
        var recommended = pageAds.RecommendationsAsync(page.Session, bought.Select(item => item.ProductId), context.RequestAborted);
        var ads = await pageAds.AdsAsync(bought.SelectMany(item => item.Product?.Categories ?? []).Distinct(), context.RequestAborted);
        await new ConfirmationPageModel(order, await recommended, ads, page).ToPage().WriteAsync(context, page, footer);
    }

    private async Task ShowAllAsync(HttpContext context)
    {
        var page = await contexts.CreateAsync(context);
        var orders = await Task.WhenAll(Cookies.Orders(context.Request).Select(id => FindAsync(id, page.Session, context.RequestAborted)));
        await new OrdersPageModel([.. orders.OfType<PlacedOrder>()]).ToPage().WriteAsync(context, page, footer);
    }

    // After the shop's data was reset, browsers still have the ids of deleted orders; and those of earlier sessions.
    private async Task<PlacedOrder?> FindAsync(string orderId, Session session, CancellationToken cancellationToken)
    {
        try
        {
            var found = await orders.ReadAsync(orderId, session.UserId, cancellationToken);
            return new PlacedOrder(await orders.ToResponseAsync(found.Order, session.Currency, cancellationToken), found.PlacedAt?.ToDateTimeOffset());
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
    }
}
