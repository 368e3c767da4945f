using AstronomyShop.Modules.Storefront.Responses;
using AstronomyShop.Modules.Storefront.Requests;
using AstronomyShop.Modules.Storefront.Sessions;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.Api;

internal sealed class OrderEndpoints(OrderSubmission orders, Prices prices) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/checkout", PlaceAsync);
        routes.MapGet("/api/orders/{orderId}", ShowAsync);
    }

    private async Task<OrderResponse> PlaceAsync(HttpContext context, string? currencyCode, CancellationToken cancellationToken)
    {
        var order = PlaceOrderRequestReader.Read(await RequestBody.ReadAsync(context.Request, cancellationToken));
        var options = new CallOptions(cancellationToken: cancellationToken).WithKeyOf(context.Request);
        await prices.RequireAsync(currencyCode, cancellationToken);
        var placed = await orders.PlaceAsync(order, currencyCode, options);
        if (Cookies.Session(context.Request)?.UserId == order.UserId)
        {
            Cookies.AddOrder(context, placed.OrderId);
        }

        return placed;
    }

    private async Task<OrderResponse> ShowAsync(string orderId, string? currencyCode, CancellationToken cancellationToken)
    {
        await prices.RequireAsync(currencyCode, cancellationToken);
        return await orders.FindAsync(orderId, currencyCode, cancellationToken);
    }
}
