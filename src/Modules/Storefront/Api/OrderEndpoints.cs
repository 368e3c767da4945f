using AstronomyShop.Modules.Storefront.Answers;
using AstronomyShop.Modules.Storefront.Requests;
using AstronomyShop.Modules.Storefront.Visits;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.Api;

internal sealed class OrderEndpoints(OrderDesk desk, Prices prices) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/checkout", Place);
        routes.MapGet("/api/orders/{orderId}", Show);
    }

    private async Task<OrderAnswer> Place(HttpContext context, string? currencyCode, CancellationToken cancellation)
    {
        var order = PlaceOrderForm.Read(await RequestBody.Read(context.Request, cancellation));
        var call = new CallOptions(cancellationToken: cancellation).WithKeyOf(context.Request);
        await prices.Require(currencyCode, cancellation);
        var placed = await desk.Place(order, currencyCode, call);
        if (Cookies.Session(context.Request)?.UserId == order.UserId)
        {
            Cookies.Remember(context, placed.OrderId);
        }

        return placed;
    }

    private async Task<OrderAnswer> Show(string orderId, string? currencyCode, CancellationToken cancellation)
    {
        await prices.Require(currencyCode, cancellation);
        return await desk.Find(orderId, currencyCode, cancellation);
    }
}
