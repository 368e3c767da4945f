using AstronomyShop.Modules.Storefront.Answers;
using AstronomyShop.Modules.Storefront.Api;
using AstronomyShop.Modules.Storefront.Pages;
using AstronomyShop.Modules.Storefront.Visits;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.Shopping;

/// <summary>Orders that are placed: one by its id, which nobody can guess, and all of this browser.</summary>
internal sealed class OrderPages(VisitorsBook visitors, OrderDesk desk, Offers offers, Footing footing) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/cart/checkout/{orderId:guid}", ShowOne);
        routes.MapPage("/orders", ShowAll);
    }

    private async Task ShowOne(HttpContext context)
    {
        var visit = await visitors.Begin(context);
        var order = await desk.Find((string)context.GetRouteValue("orderId")!, visit.Session.Currency, context.RequestAborted);
        var bought = order.Items.Select(line => line.Item).OfType<CartLineAnswer>().ToList();
        var recommended = offers.Recommended(visit.Session.UserId, bought.Select(item => item.ProductId), visit.Session.Currency, context.RequestAborted);
        var ads = await offers.Ads(bought.SelectMany(item => item.Product?.Categories ?? []).Distinct(), context.RequestAborted);
        await ConfirmationPage.Of(order, await recommended, ads, visit).Write(context, visit, footing);
    }

    private async Task ShowAll(HttpContext context)
    {
        var visit = await visitors.Begin(context);
        var orders = await Task.WhenAll(Cookies.Orders(context.Request).Select(id => Find(id, visit.Session.Currency, context.RequestAborted)));
        await OrdersPage.Of([.. orders.OfType<PlacedOrder>()]).Write(context, visit, footing);
    }

    // A shop that was set up anew has forgotten orders that browsers remember.
    private async Task<PlacedOrder?> Find(string orderId, string currency, CancellationToken cancellation)
    {
        try
        {
            var found = await desk.Read(orderId, cancellation);
            return new PlacedOrder(await desk.Answer(found.Order, currency, cancellation), found.PlacedAt?.ToDateTimeOffset());
        }
        catch (RpcException unknown) when (unknown.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
    }
}
