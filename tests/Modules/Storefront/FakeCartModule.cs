using System.Collections.Concurrent;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;

namespace AstronomyShop.Tests.Modules.Storefront;

/// <summary>A cart service that follows the contract and keeps the carts in a dictionary. It records the baggage of the last read.</summary>
public sealed class FakeCartModule : IModule
{
    private const int MaxQuantity = 99;

    private readonly ConcurrentDictionary<string, Contracts.Cart> carts = new();

    public ModuleDescriptor Descriptor { get; } = new("Cart", "cart") { Serves = [CartService.Descriptor] };

    public IReadOnlyDictionary<string, string> LastBaggage { get; private set; } = new Dictionary<string, string>();

    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Services.AddSingleton(this);
        module.AddGrpcService<GrpcService>(CartService.BindService);
    }

    private sealed class GrpcService(FakeCartModule owner) : CartService.CartServiceBase
    {
        public override Task<Empty> AddItem(AddItemRequest request, ServerCallContext context)
        {
            var cart = owner.carts.GetOrAdd(request.UserId, id => new Contracts.Cart { UserId = id });
            var line = cart.Items.FirstOrDefault(item => item.ProductId == request.Item.ProductId);
            if ((line?.Quantity ?? 0) + request.Item.Quantity > MaxQuantity)
            {
                throw RpcErrors.InvalidArgument("item.quantity", $"a line holds at most {MaxQuantity}");
            }

            if (line is null)
            {
                cart.Items.Add(request.Item);
            }
            else
            {
                line.Quantity += request.Item.Quantity;
            }

            return Task.FromResult(new Empty());
        }

        public override Task<Contracts.Cart> GetCart(GetCartRequest request, ServerCallContext context)
        {
            owner.LastBaggage = Baggage.Current.GetBaggage();
            return Task.FromResult(owner.carts.GetValueOrDefault(request.UserId) ?? new Contracts.Cart { UserId = request.UserId });
        }

        public override Task<Empty> EmptyCart(EmptyCartRequest request, ServerCallContext context)
        {
            owner.carts.TryRemove(request.UserId, out _);
            return Task.FromResult(new Empty());
        }
    }
}
