using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Modules;
using AstronomyShop.Tests.Testing;
using Microsoft.Extensions.Hosting;

namespace AstronomyShop.Tests.Split;

/// <summary>A module whose clients the tests call with: it asks the teller.</summary>
internal sealed class AskerModule : IModule
{
    public ModuleDescriptor Descriptor { get; } = new("Asker", "asker") { Calls = [CartService.Descriptor, PaymentService.Descriptor] };

    public CartService.CartServiceClient Carts { get; private set; } = null!;

    public PaymentService.PaymentServiceClient Payments { get; private set; } = null!;

    /// <summary>An asker in a process of its own, so to speak: the teller is at these addresses.</summary>
    public static async Task<(AskerModule Asker, ShopUnderTest Shop)> At(string tellers, IReadOnlyList<(string Key, string Value)>? more = null)
    {
        var asker = new AskerModule();
        var shop = await ShopUnderTest.Start(
            [asker, new TellerModule("nobody")], [("Shop:Run", "Asker"), ("Modules:Teller:Address", tellers), .. more ?? []]);
        return (asker, shop);
    }

    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Services.Add(new(typeof(AskerModule), this));
        module.AddHostedService<Introduction>();
    }

    private sealed class Introduction(AskerModule asker, CartService.CartServiceClient carts, PaymentService.PaymentServiceClient payments) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            (asker.Carts, asker.Payments) = (carts, payments);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
