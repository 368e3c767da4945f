using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Modules;
using Grpc.Core;
using Basket = AstronomyShop.Contracts.Cart;

namespace AstronomyShop.Tests.Split;

/// <summary>A cart and a till that only say who answered, and count.</summary>
internal sealed class TellerModule(string name, string service = "teller") : IModule
{
    private int asked;

    public ModuleDescriptor Descriptor { get; } = new("Teller", service) { Serves = [CartService.Descriptor, PaymentService.Descriptor] };

    public string Name => name;

    public int Asked => asked;

    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Services.Add(new(typeof(TellerModule), this));
        module.AddGrpcService<CartApi>(CartService.BindService);
        module.AddGrpcService<PaymentApi>(PaymentService.BindService);
    }

    public void Count() => Interlocked.Increment(ref asked);

    private sealed class CartApi(TellerModule teller) : CartService.CartServiceBase
    {
        public override Task<Basket> GetCart(GetCartRequest request, ServerCallContext context)
        {
            teller.Count();
            return request.UserId == "closed"
                ? throw new RpcException(new Status(StatusCode.Unavailable, "The teller is at lunch."))
                : Task.FromResult(new Basket { UserId = teller.Name });
        }

        public override Task<Empty> AddItem(AddItemRequest request, ServerCallContext context)
        {
            teller.Count();
            return Task.FromResult(new Empty());
        }
    }

    private sealed class PaymentApi(TellerModule teller) : PaymentService.PaymentServiceBase
    {
        public override Task<ChargeResponse> Charge(ChargeRequest request, ServerCallContext context)
        {
            teller.Count();
            return Task.FromResult(new ChargeResponse { TransactionId = teller.Name });
        }
    }
}
