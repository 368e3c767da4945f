using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.Tests.Testing;
using Microsoft.Extensions.Hosting;

namespace AstronomyShop.Tests.Split;

/// <summary>The module whose clients the tests use: it calls <see cref="AnsweringModule"/>.</summary>
internal sealed class CallingModule : IModule
{
    public ModuleDescriptor Descriptor { get; } = new("Asker", "asker") { Calls = [CartService.Descriptor, PaymentService.Descriptor] };

    public CartService.CartServiceClient Carts { get; private set; } = null!;

    public PaymentService.PaymentServiceClient Payments { get; private set; } = null!;

    /// <summary>Starts the caller alone; the callee has the given addresses.</summary>
    public static async Task<(CallingModule Caller, ShopUnderTest Shop)> StartAsync(string calleeAddresses, IReadOnlyList<(string Key, string Value)>? more = null)
    {
        var caller = new CallingModule();
        var shop = await ShopUnderTest.StartAsync(
            [caller, new AnsweringModule("nobody")], [("Shop:Run", "Asker"), ("Modules:Teller:Address", calleeAddresses), .. more ?? []]);
        return (caller, shop);
    }

    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Services.Add(new(typeof(CallingModule), this));
        module.AddHostedService<ClientCapture>();
    }

    private sealed class ClientCapture(CallingModule caller, CartService.CartServiceClient carts, PaymentService.PaymentServiceClient payments) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            (caller.Carts, caller.Payments) = (carts, payments);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
