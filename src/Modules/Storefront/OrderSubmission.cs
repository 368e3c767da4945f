using AstronomyShop.Contracts;
using AstronomyShop.Modules.Storefront.Content;
using AstronomyShop.Modules.Storefront.Responses;
using Grpc.Core;

namespace AstronomyShop.Modules.Storefront;

/// <summary>Places orders and reads them together with their products.</summary>
internal sealed class OrderSubmission(CheckoutService.CheckoutServiceClient checkout, ProductReader products, OptionalContent optional)
{
    public async Task<OrderResponse> PlaceAsync(PlaceOrderRequest order, string? currency, CallOptions options)
    {
        var placed = await checkout.PlaceOrderAsync(order, options);
        return await ToResponseAsync(placed.Order, currency, options.CancellationToken);
    }

    /// <summary>Reads an order of this user together with its products.</summary>
    /// <exception cref="RpcException">NOT_FOUND, also when another user placed the order.</exception>
    public async Task<OrderResponse> FindAsync(string orderId, string userId, string? currency, CancellationToken cancellationToken) =>
        await ToResponseAsync((await ReadAsync(orderId, userId, cancellationToken)).Order, currency, cancellationToken);

    /// <summary>Reads an order of this user from checkout. The id of an order is in links and telemetry, so it is not enough.</summary>
    /// <exception cref="RpcException">NOT_FOUND, also when another user placed the order.</exception>
    public async Task<GetOrderResponse> ReadAsync(string orderId, string userId, CancellationToken cancellationToken) => userId.Length == 0
        ? throw new RpcException(new Status(StatusCode.NotFound, "Order not found"))
        : await checkout.GetOrderAsync(new GetOrderRequest { OrderId = orderId, UserId = userId }, cancellationToken: cancellationToken);

    public async Task<OrderResponse> ToResponseAsync(OrderResult order, string? currency, CancellationToken cancellationToken) =>
        OrderResponse.Of(order, await Task.WhenAll(order.Items.Select(line => LineAsync(line, currency, cancellationToken))));

    private async Task<OrderLineResponse> LineAsync(OrderItem line, string? currency, CancellationToken cancellationToken) => new(
        line.Cost is null ? null : MoneyResponse.Of(line.Cost),
        line.Item is null ? null : new(line.Item.ProductId, line.Item.Quantity, await FindIfPossibleAsync(line.Item.ProductId, currency, cancellationToken)));

    // The order is placed and paid. If this failed, the shopper would order again.
    private Task<ProductResponse?> FindIfPossibleAsync(string productId, string? currency, CancellationToken cancellationToken) => optional.ReadAsync<ProductResponse?>(
        "a product of an order", async token => await products.FindAsync(productId, currency, token), null, cancellationToken);
}
