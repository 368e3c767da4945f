using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AstronomyShop.Tests.Benchmarks;

/// <summary>The module whose client is measured.</summary>
internal sealed class CartClientModule : IModule
{
    public ModuleDescriptor Descriptor { get; } = new("Shopper", "shopper") { Calls = [CartService.Descriptor] };

    public CartService.CartServiceClient Carts { get; private set; } = null!;

    public void Add(ModuleBuilder module)
    {
        module.Services.AddSingleton(this);
        module.AddHostedService<ClientCapture>();
    }

    private sealed class ClientCapture(CartClientModule shopper, CartService.CartServiceClient carts) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            shopper.Carts = carts;
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
