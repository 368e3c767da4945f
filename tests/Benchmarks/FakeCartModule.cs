using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Grpc.Core;

namespace AstronomyShop.Tests.Benchmarks;

/// <summary>Serves a cart of three items from memory, so that a call costs little besides the call itself.</summary>
internal sealed class FakeCartModule : IModule
{
    public ModuleDescriptor Descriptor { get; } = new("FakeCart", "fake-cart") { Serves = [CartService.Descriptor] };

    public void Add(ModuleBuilder module) => module.AddGrpcService<FakeCartGrpcService>(CartService.BindService);
}

internal sealed class FakeCartGrpcService : CartService.CartServiceBase
{
    // A caller with a reference to the class would call this.
    public Task<Cart> CreateCartAsync(GetCartRequest request) => Task.FromResult(new Cart
    {
        UserId = request.UserId,
        Items =
        {
            new CartItem { ProductId = "OLJCESPC7Z", Quantity = 1 },
            new CartItem { ProductId = "66VCHSJNUP", Quantity = 2 },
            new CartItem { ProductId = "L9ECAV7KIM", Quantity = 3 },
        },
    });

    public override Task<Cart> GetCart(GetCartRequest request, ServerCallContext context) => CreateCartAsync(request);
}
