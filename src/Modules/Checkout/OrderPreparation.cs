using System.Diagnostics;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel;
using AstronomyShop.SharedKernel.Calls;
using AstronomyShop.SharedKernel.Telemetry;
using Google.Protobuf;
using Grpc.Core;

namespace AstronomyShop.Modules.Checkout;

/// <summary>Prices a cart. From here on the order has its prices: a change in the catalogue or of a rate alters it no more.</summary>
internal sealed class OrderPreparation(
    CartService.CartServiceClient carts,
    ProductCatalogService.ProductCatalogServiceClient catalogue,
    CurrencyService.CurrencyServiceClient currencies,
    ShippingService.ShippingServiceClient shipping,
    ModuleTelemetry telemetry)
{
    public async Task<Order> Prepare(PlaceOrderRequest request, CallOptions call)
    {
        using var span = telemetry.StartSpan(CheckoutTelemetry.Preparation);
        var cart = await carts.GetCartAsync(new GetCartRequest { UserId = request.UserId }, call);
        if (cart.Items.Count == 0)
        {
            throw Refusal.Forbidden("cart-empty", "The cart is empty");
        }

        var shippingCost = Quote(request, cart, call);
        var lines = await Task.WhenAll(cart.Items.Select(item => Price(item, request.UserCurrency, call)));
        var order = NewOrder(request, lines, await shippingCost);
        Describe(span, order, cart);
        return order;
    }

    private static Order NewOrder(PlaceOrderRequest request, OrderItem[] lines, MoneyMessage shippingCost)
    {
        var total = lines.Aggregate(Money.From(shippingCost), (sum, line) => sum + (Money.From(line.Cost) * line.Item.Quantity));
        if (DeliberateBug.Is("price-is-off"))
        {
            total += Money.From(new MoneyMessage { CurrencyCode = total.Currency, Nanos = 10_000_000 });
        }

        if (total.Amount <= 0)
        {
            throw Refusal.Forbidden("total-not-positive", "There is nothing to pay");
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

    private async Task<MoneyMessage> Quote(PlaceOrderRequest request, Cart cart, CallOptions call)
    {
        var quote = await shipping.GetQuoteAsync(new GetQuoteRequest { Address = request.Address, Items = { cart.Items } }, call);
        return await Convert(quote.CostUsd, request.UserCurrency, call);
    }

    private async Task<OrderItem> Price(CartItem item, string currency, CallOptions call)
    {
        var product = await catalogue.GetProductAsync(new GetProductRequest { Id = item.ProductId }, call);
        return new OrderItem { Item = item, Cost = await Convert(product.PriceUsd, currency, call) };
    }

    private async Task<MoneyMessage> Convert(MoneyMessage price, string currency, CallOptions call)
    {
        try
        {
            return await currencies.ConvertAsync(new CurrencyConversionRequest { From = price, ToCode = currency }, call);
        }
        catch (RpcException unknown) when (unknown.StatusCode == StatusCode.InvalidArgument)
        {
            throw Refusal.Invalid("user_currency", $"'{currency}' is no currency the shop takes");
        }
    }
}
