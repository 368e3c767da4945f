using AstronomyShop.Contracts;
using AstronomyShop.Modules.Storefront.Answers;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Storefront;

/// <summary>Takes orders and shows them, with the products they are of.</summary>
internal sealed class OrderDesk(CheckoutService.CheckoutServiceClient checkout, Shelf shelf, ILogger<OrderDesk> log)
{
    public async Task<OrderAnswer> Place(PlaceOrderRequest order, string? currency, CallOptions call)
    {
        var placed = await checkout.PlaceOrderAsync(order, call);
        return await Answer(placed.Order, currency, call.CancellationToken);
    }

    public async Task<OrderAnswer> Find(string orderId, string? currency, CancellationToken cancellation) =>
        await Answer((await Read(orderId, cancellation)).Order, currency, cancellation);

    /// <summary>The order as checkout has it.</summary>
    public async Task<GetOrderResponse> Read(string orderId, CancellationToken cancellation) =>
        await checkout.GetOrderAsync(new GetOrderRequest { OrderId = orderId }, cancellationToken: cancellation);

    public async Task<OrderAnswer> Answer(OrderResult order, string? currency, CancellationToken cancellation) =>
        OrderAnswer.Of(order, await Task.WhenAll(order.Items.Select(line => Line(line, currency, cancellation))));

    private async Task<OrderLineAnswer> Line(OrderItem line, string? currency, CancellationToken cancellation) => new(
        line.Cost is null ? null : MoneyAnswer.Of(line.Cost),
        line.Item is null ? null : new(line.Item.ProductId, line.Item.Quantity, await FindIfPossible(line.Item.ProductId, currency, cancellation)));

    // The order is placed and paid for. Told of a failure here, a shopper would order again.
    private async Task<ProductAnswer?> FindIfPossible(string productId, string? currency, CancellationToken cancellation)
    {
        try
        {
            return await shelf.Find(productId, currency, cancellation);
        }
        catch (RpcException failure) when (!cancellation.IsCancellationRequested)
        {
            StorefrontLog.ProductNotShown(log, productId, failure.StatusCode);
            return null;
        }
    }
}
