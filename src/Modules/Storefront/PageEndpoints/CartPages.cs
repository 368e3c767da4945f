using AstronomyShop.Modules.Storefront.Api;
using AstronomyShop.Modules.Storefront.Content;
using AstronomyShop.Modules.Storefront.Errors;
using AstronomyShop.Modules.Storefront.Forms;
using AstronomyShop.Modules.Storefront.Pages;
using AstronomyShop.Modules.Storefront.Requests;
using AstronomyShop.Modules.Storefront.Sessions;
using AstronomyShop.SharedKernel.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.PageEndpoints;

/// <summary>The cart page and its forms.</summary>
internal sealed class CartPages(PageContextFactory contexts, CartReader carts, PageAds ads, OrderSubmission orders, FooterModel footer) : IEndpoints
{
    private const string Path = "/cart";
    private const int MaxQuantity = 99;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapForm("/cart/items", AddAsync);
        routes.MapForm("/cart/quantity", ChangeAsync);
        routes.MapForm("/cart/empty", EmptyAsync);
        routes.MapForm("/cart/estimate", EstimateAsync);
        routes.MapForm("/cart/checkout", PlaceOrderAsync);
    }

    private async Task ShowAsync(HttpContext context) =>
        await ShowAsync(context, new CheckoutFormModel(OrderDraft.Default, FormErrors.None, NewKey(), footer.Year));

    private async Task<IResult> AddAsync(HttpContext context)
    {
        var form = context.Request.Form;
        var page = await contexts.CreateAsync(context);
        await carts.AddAsync(page.Session, form.Text("productId"), form.Integer("quantity", 1, MaxQuantity), context.RequestAborted);
        return PageEndpointExtensions.RedirectTo(Path);
    }

    private async Task<IResult> ChangeAsync(HttpContext context)
    {
        var form = context.Request.Form;
        var page = await contexts.CreateAsync(context);
        var quantity = form.ContainsKey("remove") ? 0 : form.Integer("quantity", 0, MaxQuantity);
        await carts.SetAsync(page.Session, form.Text("productId"), quantity, context.RequestAborted);
        return PageEndpointExtensions.RedirectTo(Path);
    }

    private async Task<IResult> EmptyAsync(HttpContext context)
    {
        var page = await contexts.CreateAsync(context);
        await carts.EmptyAsync(page.Session, context.RequestAborted);
        return PageEndpointExtensions.RedirectTo(Path);
    }

    // Sent with POST, so that the address does not appear in the URL.
    private async Task<IResult> EstimateAsync(HttpContext context)
    {
        var form = context.Request.Form;
        await ShowAsync(context, new CheckoutFormModel(OrderDraft.Of(form).WithoutCard(), FormErrors.None, KeyOf(form), footer.Year));
        return TypedResults.Empty;
    }

    private async Task<IResult> PlaceOrderAsync(HttpContext context)
    {
        var form = context.Request.Form;
        var draft = OrderDraft.Of(form);
        var key = KeyOf(form);
        var session = (await contexts.CreateAsync(context)).Session;
        try
        {
            var options = new CallOptions(cancellationToken: context.RequestAborted).WithIdempotencyKey(key);
            var placed = await orders.PlaceAsync(draft.ToOrder(session), session.Currency, options);
            Cookies.AddOrder(context, placed.OrderId);
            return PageEndpointExtensions.RedirectTo($"/cart/checkout/{placed.OrderId}");
        }
        catch (Exception exception) when (exception is InvalidRequestException or RpcException && !context.RequestAborted.IsCancellationRequested)
        {
            // The cart is unchanged. When the result of the order is unknown, repeating it with the same key does not order twice.
            var problem = ProblemMapper.Of(exception);
            var nextKey = IsFinal(problem.StatusCode) ? NewKey() : key;
            await ShowAsync(context, new CheckoutFormModel(draft.WithoutCard(), FormErrors.Of(problem), nextKey, footer.Year), problem.StatusCode);
            return TypedResults.Empty;
        }
    }

    private async Task ShowAsync(HttpContext context, CheckoutFormModel form, int status = StatusCodes.Status200OK)
    {
        var page = await contexts.CreateAsync(context);
        var cart = await carts.FindAsync(page.Session, form.Draft.Address, context.RequestAborted);
        var recommended = await ads.RecommendationsAsync(page.Session, cart.Lines.Select(line => line.ProductId), context.RequestAborted);
        await new CartPageModel(cart, form, recommended, page).ToPage().WriteAsync(context, page, footer, status);
    }

    // After these the first request with the key may still become an order: the request was too early (408, 429), or another one holds the key (422).
    private static bool IsFinal(int status) => status is >= StatusCodes.Status400BadRequest and < StatusCodes.Status500InternalServerError
        and not StatusCodes.Status408RequestTimeout and not StatusCodes.Status422UnprocessableEntity and not StatusCodes.Status429TooManyRequests;

    private static string NewKey() => Guid.NewGuid().ToString();

    private static string KeyOf(IFormCollection form) => Guid.TryParse(form.Text("key"), out var key) ? key.ToString() : NewKey();
}
