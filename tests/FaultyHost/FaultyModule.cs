using AstronomyShop.Contracts;
using AstronomyShop.Modules.Accounting;
using AstronomyShop.Modules.Checkout;
using AstronomyShop.Modules.Checkout.Orders;
using AstronomyShop.Modules.FraudDetection;
using AstronomyShop.Modules.Payment;
using AstronomyShop.Modules.Shipping;
using AstronomyShop.Modules.Storefront;
using AstronomyShop.SharedKernel.Messaging;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Tests.FaultyHost;

/// <summary>A module of the shop with injected faults.</summary>
internal sealed class FaultyModule(IModule inner) : IModule
{
    /// <inheritdoc/>
    public ModuleDescriptor Descriptor => inner.Descriptor;

    /// <inheritdoc/>
    public void Add(ModuleBuilder module)
    {
        inner.Add(module);
        switch (inner)
        {
            case StorefrontModule:
                module.Decorate<CheckoutService.CheckoutServiceClient, FaultyCheckoutClient>();
                break;
            case CheckoutModule:
                AddCheckoutFaults(module);
                break;
            case PaymentModule:
                AddStorageFaults<PaymentDbContext>(module);
                break;
            case ShippingModule:
                AddStorageFaults<ShippingDbContext>(module);
                break;
            case AccountingModule:
                AddStorageFaults<AccountingDbContext>(module);
                module.AddCallFilter<ConsumeFault>();
                break;
            case FraudDetectionModule:
                AddStorageFaults<FraudDetectionDbContext>(module);
                module.AddCallFilter<ConsumeFault>();
                break;
        }
    }

    private static void AddCheckoutFaults(ModuleBuilder module)
    {
        AddStorageFaults<CheckoutDbContext>(module);
        module.Decorate<PaymentService.PaymentServiceClient, FaultyPaymentClient>();
        module.Decorate<CartService.CartServiceClient, FaultyCartClient>();
        module.Decorate<EmailService.EmailServiceClient, FaultyEmailClient>();
        module.Decorate<IEventDelivery, FaultyEventDelivery>();
        if (DeliberateBug.Is(DeliberateBug.RecoveryIsRemoved))
        {
            module.Services.Remove(module.Services.Single(service => service.ImplementationType == typeof(OrderRecoveryBackgroundService)));
        }
    }

    private static void AddStorageFaults<TContext>(ModuleBuilder module)
        where TContext : DbContext =>
        module.Services.ConfigureDbContext<TContext>(options => options.AddInterceptors(new StorageFaults()));
}
