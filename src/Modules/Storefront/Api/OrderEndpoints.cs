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

    // A browser has the session in its cookie; every other client sends the user id with which it placed the order.
    private async Task<OrderResponse> ShowAsync(HttpRequest request, string orderId, string? sessionId, string? currencyCode, CancellationToken cancellationToken)
    {
        var userId = sessionId ?? Cookies.Session(request)?.UserId ?? string.Empty;
        if (userId.Length > 0 && !UserIdFormat.IsValid(userId))
        {
            throw new InvalidRequestException("sessionId", UserIdFormat.Problem);
        }

        await prices.RequireAsync(currencyCode, cancellationToken);
        return await orders.FindAsync(orderId, userId, currencyCode, cancellationToken);
    }
}
