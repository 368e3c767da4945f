using AstronomyShop.Modules.Storefront.Api;
using AstronomyShop.Modules.Storefront.Errors;
using AstronomyShop.Modules.Storefront.Forms;
using AstronomyShop.Modules.Storefront.Pages;
using AstronomyShop.Modules.Storefront.Requests;
using AstronomyShop.Modules.Storefront.Visits;
using AstronomyShop.SharedKernel.Calls;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.Shopping;

/// <summary>The cart's page and its forms.</summary>
internal sealed class CartPages(VisitorsBook visitors, Baskets baskets, Offers offers, OrderDesk desk, Footing footing) : IEndpoints
{
    private const string Path = "/cart";
    private const int MostOfOneProduct = 99;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, Show);
        routes.MapForm("/cart/items", Add);
        routes.MapForm("/cart/quantity", Change);
        routes.MapForm("/cart/empty", Empty);
        routes.MapForm("/cart/estimate", Estimate);
        routes.MapForm("/cart/checkout", PlaceOrder);
    }

    private async Task Show(HttpContext context) =>
        await Show(context, new CheckoutForm(OrderDraft.First, FormErrors.None, NewKey(), footing.Year));

    private async Task<IResult> Add(HttpContext context)
    {
        var form = await FormBody.Read(context);
        var visit = await visitors.Begin(context);
        await baskets.Add(visit.Session, form.Text("productId"), form.Integer("quantity", 1, MostOfOneProduct), context.RequestAborted);
        return PageRoutes.GoOnTo(Path);
    }

    private async Task<IResult> Change(HttpContext context)
    {
        var form = await FormBody.Read(context);
        var visit = await visitors.Begin(context);
        var quantity = form.ContainsKey("remove") ? 0 : form.Integer("quantity", 0, MostOfOneProduct);
        await baskets.Set(visit.Session, form.Text("productId"), quantity, context.RequestAborted);
        return PageRoutes.GoOnTo(Path);
    }

    private async Task<IResult> Empty(HttpContext context)
    {
        var visit = await visitors.Begin(context);
        await baskets.Empty(visit.Session, context.RequestAborted);
        return PageRoutes.GoOnTo(Path);
    }

    // Sent and not asked for: where a shopper lives is nothing for an address bar.
    private async Task<IResult> Estimate(HttpContext context)
    {
        var form = await FormBody.Read(context);
        await Show(context, new CheckoutForm(OrderDraft.Of(form).WithoutCard(), FormErrors.None, KeyOf(form), footing.Year));
        return TypedResults.Empty;
    }

    private async Task<IResult> PlaceOrder(HttpContext context)
    {
        var form = await FormBody.Read(context);
        var draft = OrderDraft.Of(form);
        var key = KeyOf(form);
        var session = (await visitors.Begin(context)).Session;
        try
        {
            var call = new CallOptions(cancellationToken: context.RequestAborted).WithIdempotencyKey(key);
            var placed = await desk.Place(draft.ToOrder(session), session.Currency, call);
            Cookies.Remember(context, placed.OrderId);
            return PageRoutes.GoOnTo($"/cart/checkout/{placed.OrderId}");
        }
        catch (Exception refused) when (refused is WrongRequestException or RpcException && !context.RequestAborted.IsCancellationRequested)
        {
            // The cart is as it was. Where nobody knows what became of the order, the same key asks for it again and orders nothing twice.
            var problem = Problems.Of(refused);
            var nextKey = problem.StatusCode < StatusCodes.Status500InternalServerError ? NewKey() : key;
            await Show(context, new CheckoutForm(draft.WithoutCard(), FormErrors.Of(problem), nextKey, footing.Year), problem.StatusCode);
            return TypedResults.Empty;
        }
    }

    private async Task Show(HttpContext context, CheckoutForm form, int status = StatusCodes.Status200OK)
    {
        var visit = await visitors.Begin(context);
        var basket = await baskets.Find(visit.Session, form.Draft.Address, context.RequestAborted);
        var recommended = await offers.Recommended(
            visit.Session.UserId, basket.Lines.Select(line => line.ProductId), visit.Session.Currency, context.RequestAborted);
        await CartPage.Of(basket, form, recommended, visit).Write(context, visit, footing, status);
    }

    private static string NewKey() => Guid.NewGuid().ToString();

    private static string KeyOf(IFormCollection form) => Guid.TryParse(form.Text("key"), out var key) ? key.ToString() : NewKey();
}
