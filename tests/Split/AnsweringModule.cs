using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Grpc.Core;
using Basket = AstronomyShop.Contracts.Cart;

namespace AstronomyShop.Tests.Split;

/// <summary>A cart and a payment service that return the name of the instance and count calls.</summary>
internal sealed class AnsweringModule(string name, string service = "teller") : IModule
{
    private int calls;

    public ModuleDescriptor Descriptor { get; } = new("Teller", service) { Serves = [CartService.Descriptor, PaymentService.Descriptor] };

    public string Name => name;

    public int Calls => calls;

    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Services.Add(new(typeof(AnsweringModule), this));
        module.AddGrpcService<CartGrpcService>(CartService.BindService);
        module.AddGrpcService<PaymentGrpcService>(PaymentService.BindService);
    }

    public void CountCall() => Interlocked.Increment(ref calls);

    private sealed class CartGrpcService(AnsweringModule callee) : CartService.CartServiceBase
    {
        public override Task<Basket> GetCart(GetCartRequest request, ServerCallContext context)
        {
            callee.CountCall();
            return request.UserId == "closed"
                ? throw new RpcException(new Status(StatusCode.Unavailable, "The module is unavailable."))
                : Task.FromResult(new Basket { UserId = callee.Name });
        }

        public override Task<Empty> AddItem(AddItemRequest request, ServerCallContext context)
        {
            callee.CountCall();
            return Task.FromResult(new Empty());
        }
    }

    private sealed class PaymentGrpcService(AnsweringModule callee) : PaymentService.PaymentServiceBase
    {
        public override Task<ChargeResponse> Charge(ChargeRequest request, ServerCallContext context)
        {
            callee.CountCall();
            return Task.FromResult(new ChargeResponse { TransactionId = callee.Name });
        }
    }
}
