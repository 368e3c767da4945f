using System.Diagnostics;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Telemetry;
using Google.Protobuf;
using Grpc.Core;

namespace AstronomyShop.Modules.Checkout.Orders;

/// <summary>
/// Prices a cart. The prices are fixed from here on: later changes of the catalogue or of exchange rates do not affect the order.
/// </summary>
internal sealed class OrderPreparation(
    CartService.CartServiceClient carts,
    ProductCatalogService.ProductCatalogServiceClient catalogue,
    CurrencyService.CurrencyServiceClient currencies,
    ShippingService.ShippingServiceClient shipping,
    ModuleTelemetry telemetry)
{
    public async Task<Order> PrepareAsync(PlaceOrderRequest request, CallOptions options)
    {
        using var span = telemetry.StartSpan(CheckoutTelemetry.Preparation);
        var cart = await carts.GetCartAsync(new GetCartRequest { UserId = request.UserId }, options);
        if (cart.Items.Count == 0)
        {
            throw RpcErrors.FailedPrecondition("cart-empty", "The cart is empty");
        }

        var shippingCost = QuoteAsync(request, cart, options);
        var lines = await Task.WhenAll(cart.Items.Select(item => PriceAsync(item, request.UserCurrency, options)));
        var order = NewOrder(request, lines, await shippingCost);
        Describe(span, order, cart);
        return order;
    }

    private static Order NewOrder(PlaceOrderRequest request, OrderItem[] lines, MoneyMessage shippingCost)
    {
        var total = lines.Aggregate(Money.From(shippingCost), (sum, line) => sum + (Money.From(line.Cost) * line.Item.Quantity));
        if (total.Amount <= 0)
        {
            // Prices, rates and the quote are the shop's, so no other request of the shopper would do.
            throw RpcErrors.Fault("total-not-positive", "The total of the order must be greater than 0");
        }

        var id = Guid.NewGuid().ToString();
        var paid = total.ToMessage();
        var result = new OrderResult { OrderId = id, ShippingCost = shippingCost, ShippingAddress = request.Address, Items = { lines } };
        return new Order
        {
            Id = id,
            UserId = request.UserId,
            State = OrderState.Pending,
            Result = result.ToByteArray(),
            Currency = paid.CurrencyCode,
            TotalUnits = paid.Units,
            TotalNanos = paid.Nanos,
        };
    }

    private static void Describe(Activity? span, Order order, Cart cart)
    {
        if (span is not { IsAllDataRequested: true })
        {
            return;
        }

        var result = order.ToResult();
        span.SetTag(CheckoutTelemetry.ShippingAmount, (double)Money.From(result.ShippingCost).Amount);
        span.SetTag(CheckoutTelemetry.CartItemsCount, cart.Items.Sum(item => item.Quantity));
        span.SetTag(CheckoutTelemetry.OrderItemsCount, result.Items.Count);
    }

    private async Task<MoneyMessage> QuoteAsync(PlaceOrderRequest request, Cart cart, CallOptions options)
    {
        var quote = await shipping.GetQuoteAsync(new GetQuoteRequest { Address = request.Address, Items = { cart.Items } }, options);
        return await ConvertAsync(quote.CostUsd, request.UserCurrency, options);
    }

    private async Task<OrderItem> PriceAsync(CartItem item, string currency, CallOptions options)
    {
        var product = await catalogue.GetProductAsync(new GetProductRequest { Id = item.ProductId }, options);
        return new OrderItem { Item = item, Cost = await ConvertAsync(product.PriceUsd, currency, options) };
    }

    private async Task<MoneyMessage> ConvertAsync(MoneyMessage price, string currency, CallOptions options)
    {
        try
        {
            return await currencies.ConvertAsync(new CurrencyConversionRequest { From = price, ToCode = currency }, options);
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.InvalidArgument)
        {
            throw RpcErrors.InvalidArgument("user_currency", "is not a supported currency");
        }
    }
}
