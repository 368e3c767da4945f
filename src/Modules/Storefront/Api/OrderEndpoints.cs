using AstronomyShop.Modules.Storefront.Content;
using AstronomyShop.Modules.Storefront.OpenApi;
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
    private const string Tag = "Orders";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/checkout", PlaceAsync)
            .Describe(OperationIds.Checkout, Tag, StatusCodes.Status400BadRequest, StatusCodes.Status402PaymentRequired, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity)
            .DescribeBody<CheckoutRequest>();
        routes.MapGet("/api/orders/{orderId}", ShowAsync).Describe("getOrder", Tag, StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
    }

    /// <summary>Orders everything in a cart, charges the card and empties the cart.</summary>
    /// <param name="context">The request.</param>
    /// <param name="currencyCode">The currency of the prices in the details of the products, as an ISO 4217 code; US dollars by default.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <response code="200">The order.</response>
    /// <response code="400">A field or the key is invalid.</response>
    /// <response code="402">The card was rejected; the cart is kept.</response>
    /// <response code="409">A rule of the shop forbids the order, for example because the cart is empty.</response>
    /// <response code="422">The key was used for another order.</response>
    public async Task<OrderResponse> PlaceAsync(HttpContext context, string? currencyCode, CancellationToken cancellationToken)
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

    /// <summary>Returns an order to the shopper who placed it.</summary>
    /// <param name="request">The request. A browser has the shopper in its session cookie.</param>
    /// <param name="orderId">The id of the order.</param>
    /// <param name="sessionId">The shopper, a UUID: the user id with which the order was placed. Without one it is that of the session cookie.</param>
    /// <param name="currencyCode">The currency of the prices in the details of the products, as an ISO 4217 code; US dollars by default.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <response code="200">The order.</response>
    /// <response code="400">A parameter is invalid.</response>
    /// <response code="404">There is no such order, or another shopper placed it.</response>
    public async Task<OrderResponse> ShowAsync(HttpRequest request, string orderId, string? sessionId, string? currencyCode, CancellationToken cancellationToken)
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
