using AstronomyShop.Contracts;
using AstronomyShop.Modules.Checkout;
using AstronomyShop.Modules.Checkout.Orders;
using AstronomyShop.SharedKernel.Messaging;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Tests.Benchmarks;

/// <summary>
/// The checkout without its durable steps: it makes the same calls in the same order and stores nothing. When it is killed, orders in progress are lost,
/// and a card may stay charged. Only measurements use it, as the baseline for the cost of durability.
/// </summary>
internal sealed class UnsafeCheckoutModule : IModule
{
    public const string Argument = "--hasty";

    public ModuleDescriptor Descriptor { get; } = new("Checkout", "checkout")
    {
        Serves = [CheckoutService.Descriptor],
        Calls =
        [
            CartService.Descriptor, ProductCatalogService.Descriptor, CurrencyService.Descriptor, ShippingService.Descriptor,
            PaymentService.Descriptor, EmailService.Descriptor,
        ],
        Publishes = [OrderPlaced.Descriptor],
    };

    public static async Task RunShopAsync(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.AddShop([.. Host.Shop.Modules.Where(module => module is not CheckoutModule), new UnsafeCheckoutModule()]);
        await using var app = builder.Build();
        app.MapShop();
        await app.RunAsync();
    }

    public void Add(ModuleBuilder module)
    {
        module.Services.AddSingleton<OrderPreparation>();
        module.AddGrpcService<Api>(CheckoutService.BindService);
    }

    private sealed class Api(
        OrderPreparation preparation,
        PaymentService.PaymentServiceClient payments,
        ShippingService.ShippingServiceClient shipping,
        CartService.CartServiceClient carts,
        EmailService.EmailServiceClient emails,
        IEventDelivery events) : CheckoutService.CheckoutServiceBase
    {
        public override async Task<PlaceOrderResponse> PlaceOrder(PlaceOrderRequest request, ServerCallContext context)
        {
            var order = await preparation.PrepareAsync(request, new CallOptions(cancellationToken: context.CancellationToken));
            order.TransactionId = (await payments.ChargeAsync(new ChargeRequest { Amount = order.Total.ToMessage(), CreditCard = request.CreditCard })).TransactionId;
            var result = order.ToResult();
            order.Ship((await shipping.ShipOrderAsync(new ShipOrderRequest { Address = result.ShippingAddress, Items = { result.Items.Select(line => line.Item) } })).TrackingId);
            await carts.EmptyCartAsync(new EmptyCartRequest { UserId = request.UserId });
            result = order.ToResult();

            // As with the outbox, the response waits for neither.
            var cause = MessageContextPropagation.Current();
            _ = Task.Run(() => NotifyAsync(result, request.Email, order, cause), CancellationToken.None);
            return new PlaceOrderResponse { Order = result };
        }

        private async Task NotifyAsync(OrderResult result, string email, Order order, MessageContextPropagation cause)
        {
            await emails.SendOrderConfirmationAsync(new SendOrderConfirmationRequest { Email = email, Order = result });
            var placed = new OrderPlaced { Order = result, PlacedAt = new Timestamp(), Total = order.Total.ToMessage(), TransactionId = order.TransactionId };
            foreach (var consumer in events.DestinationsOf(OrderPlaced.Descriptor))
            {
                await events.DeliverAsync(consumer, placed, cause, CancellationToken.None);
            }
        }
    }
}
