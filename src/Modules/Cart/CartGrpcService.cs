using System.Diagnostics;
using System.Diagnostics.Metrics;
using AstronomyShop.Contracts;
using AstronomyShop.Modules.Cart.Stores;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Primitives;
using AstronomyShop.SharedKernel.Telemetry;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Cart;

internal sealed class CartGrpcService(ICartStore carts, ModuleTelemetry telemetry, ILogger<CartGrpcService> logger) : CartService.CartServiceBase
{
    private readonly Histogram<double> addItemLatency = telemetry.Histogram(CartTelemetry.AddItemLatency);
    private readonly Histogram<double> getCartLatency = telemetry.Histogram(CartTelemetry.GetCartLatency);

    public override async Task<Empty> AddItem(AddItemRequest request, ServerCallContext context)
    {
        var started = Stopwatch.GetTimestamp();
        var owner = CartOwner.Read(request.UserId);
        var item = request.Item ?? throw RpcErrors.InvalidArgument("item", "is missing");
        Activity.Current?.SetTag(CartTelemetry.ProductId, TelemetryForms.ProductId(item.ProductId));
        Activity.Current?.SetTag(CartTelemetry.ProductQuantity, item.Quantity);
        RequireProduct(item, "item");
        if (item.Quantity == 0)
        {
            throw RpcErrors.InvalidArgument("item.quantity", "must not be 0");
        }

        if (!await carts.TryAddAsync(owner, item.ProductId, item.Quantity, context.CancellationToken))
        {
            throw RpcErrors.InvalidArgument("item.quantity", $"exceeds the limit of {CartLimits.MaxQuantity} per product");
        }

        addItemLatency.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
        CartLog.AddItem(logger, owner.ToString(), TelemetryForms.ProductId(item.ProductId) ?? TelemetryForms.Redacted, item.Quantity);
        return new Empty();
    }

    public override async Task<Contracts.Cart> GetCart(GetCartRequest request, ServerCallContext context)
    {
        var started = Stopwatch.GetTimestamp();
        Activity.Current?.AddEvent(new ActivityEvent(CartTelemetry.FetchCart));

        // The public shop's load script reads the cart without a user id.
        var lines = request.UserId.Length == 0 ? [] : await carts.FindAsync(CartOwner.Read(request.UserId), context.CancellationToken);

        Activity.Current?.SetTag(CartTelemetry.ItemsCount, lines.Sum(line => line.Quantity));
        getCartLatency.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
        CartLog.Get(logger, request.UserId);
        return new Contracts.Cart
        {
            UserId = request.UserId,
            Items = { lines.Select(line => new CartItem { ProductId = line.ProductId, Quantity = line.Quantity }) },
        };
    }

    public override async Task<Empty> EmptyCart(EmptyCartRequest request, ServerCallContext context)
    {
        Activity.Current?.AddEvent(new ActivityEvent(CartTelemetry.EmptyCart));
        await carts.EmptyAsync(CartOwner.Read(request.UserId), context.CancellationToken);
        CartLog.Empty(logger, request.UserId);
        return new Empty();
    }

    public override async Task<Empty> RemoveItems(RemoveItemsRequest request, ServerCallContext context)
    {
        var owner = CartOwner.Read(request.UserId);
        for (var line = 0; line < request.Items.Count; line++)
        {
            RequireProduct(request.Items[line], $"items[{line}]");
            if (request.Items[line].Quantity < 1)
            {
                throw RpcErrors.InvalidArgument($"items[{line}].quantity", "must be at least 1");
            }
        }

        var lines = request.Items.Select(item => new CartLine(item.ProductId, item.Quantity)).ToList();
        await carts.RemoveAsync(owner, lines, IdempotencyKey.Of(context), context.CancellationToken);
        return new Empty();
    }

    private static void RequireProduct(CartItem item, string field)
    {
        if (item.ProductId.Length == 0)
        {
            throw RpcErrors.InvalidArgument($"{field}.product_id", "is missing");
        }
    }
}
