using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Audit;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Grpc.Core;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Tests.Modules.Checkout;

/// <summary>A shipping service that returns quotes and ships as the test configures it. Cancelling fails unless configured.</summary>
internal sealed class FakeShippingModule(Func<ShipOrderResponse> ship, Action<string>? cancel = null) : IModule
{
    public ModuleDescriptor Descriptor { get; } = new("Shipping", "shipping") { Serves = [ShippingService.Descriptor] };

    public void Add(ModuleBuilder module)
    {
        module.Services.AddSingleton(new GrpcService(ship, cancel));
        module.AddGrpcService<GrpcService>(ShippingService.BindService);
    }

    private sealed class GrpcService(Func<ShipOrderResponse> ship, Action<string>? cancel) : ShippingService.ShippingServiceBase
    {
        public override Task<GetQuoteResponse> GetQuote(GetQuoteRequest request, ServerCallContext context) => Task.FromResult(
            new GetQuoteResponse { CostUsd = new Contracts.Money { CurrencyCode = "USD", Units = 8, Nanos = 990_000_000 } });

        public override Task<ShipOrderResponse> ShipOrder(ShipOrderRequest request, ServerCallContext context) => Task.FromResult(ship());

        public override Task<CancelShipmentResponse> CancelShipment(CancelShipmentRequest request, ServerCallContext context)
        {
            if (cancel is null)
            {
                return base.CancelShipment(request, context);
            }

            cancel(request.IdempotencyKey);
            return Task.FromResult(new CancelShipmentResponse());
        }
    }
}

/// <summary>An accounting consumer that handles each order as the test configures it and books none.</summary>
internal sealed class FakeAccountingModule(Action<OrderPlaced> book) : IModule
{
    public ModuleDescriptor Descriptor { get; } = new("Accounting", "accounting") { Consumes = [OrderPlaced.Descriptor], HasAuditSource = true };

    public void Add(ModuleBuilder module)
    {
        module.Services.AddSingleton(book);
        module.AddAuditSource<EmptyLedger>();
        module.AddConsumer<Consumer, ConsumerDefinition>();
    }

    private sealed class EmptyLedger : IAuditSource
    {
        public Task<AuditSnapshot> GetSnapshotAsync(CancellationToken cancellationToken) => Task.FromResult(new AuditSnapshot { Bookings = new AuditedBookings() });
    }

    private sealed class Consumer(Action<OrderPlaced> book) : IConsumer<OrderPlaced>
    {
        public Task Consume(ConsumeContext<OrderPlaced> context)
        {
            book(context.Message);
            return Task.CompletedTask;
        }
    }

    private sealed class ConsumerDefinition : ConsumerDefinition<Consumer>
    {
        public ConsumerDefinition() => EndpointName = "accounting";
    }
}

/// <summary>A cart service that returns the carts that the test provides.</summary>
internal sealed class FakeCartModule(Func<Task<Contracts.Cart>> read) : IModule
{
    public ModuleDescriptor Descriptor { get; } = new("Cart", "cart") { Serves = [CartService.Descriptor] };

    public void Add(ModuleBuilder module)
    {
        module.Services.AddSingleton(new GrpcService(read));
        module.AddGrpcService<GrpcService>(CartService.BindService);
    }

    private sealed class GrpcService(Func<Task<Contracts.Cart>> read) : CartService.CartServiceBase
    {
        public override Task<Contracts.Cart> GetCart(GetCartRequest request, ServerCallContext context) => read();

        public override Task<Empty> RemoveItems(RemoveItemsRequest request, ServerCallContext context) => Task.FromResult(new Empty());
    }
}

/// <summary>A currency service that converts every amount to zero.</summary>
internal sealed class WorthlessCurrencyModule : IModule
{
    public ModuleDescriptor Descriptor { get; } = new("Currency", "currency") { Serves = [CurrencyService.Descriptor] };

    public void Add(ModuleBuilder module) => module.AddGrpcService<GrpcService>(CurrencyService.BindService);

    private sealed class GrpcService : CurrencyService.CurrencyServiceBase
    {
        public override Task<Contracts.Money> Convert(CurrencyConversionRequest request, ServerCallContext context) =>
            Task.FromResult(new Contracts.Money { CurrencyCode = request.ToCode });
    }
}

/// <summary>A payment service that responds as the test configures it.</summary>
internal sealed class FakePaymentModule(Func<ChargeResponse> charge, Func<RefundResponse> refund) : IModule
{
    public ModuleDescriptor Descriptor { get; } = new("Payment", "payment") { Serves = [PaymentService.Descriptor] };

    public void Add(ModuleBuilder module)
    {
        module.Services.AddSingleton(charge);
        module.Services.AddSingleton(refund);
        module.AddGrpcService<GrpcService>(PaymentService.BindService);
    }

    private sealed class GrpcService(Func<ChargeResponse> charge, Func<RefundResponse> refund) : PaymentService.PaymentServiceBase
    {
        public override Task<ChargeResponse> Charge(ChargeRequest request, ServerCallContext context) => Task.FromResult(charge());

        public override Task<RefundResponse> Refund(RefundRequest request, ServerCallContext context) => Task.FromResult(refund());
    }
}
