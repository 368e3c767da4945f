using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Events;
using AstronomyShop.SharedKernel.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.Checkout;

/// <summary>Turns a cart into an order: priced once, charged once, shipped once, and told to everybody who must know.</summary>
public sealed class CheckoutModule : IModule
{
    /// <inheritdoc/>
    public ModuleFace Face { get; } = new("Checkout", "checkout")
    {
        Serves = [CheckoutService.Descriptor],
        Calls =
        [
            CartService.Descriptor, ProductCatalogService.Descriptor, CurrencyService.Descriptor, ShippingService.Descriptor,
            PaymentService.Descriptor, EmailService.Descriptor,
        ],
        Publishes = [OrderPlaced.Descriptor],
        ManagementPaths = [OutboxApi.Path],
        Criticality = "critical",
        AddressVariables = ["CHECKOUT_ADDR"],
    };

    /// <inheritdoc/>
    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Options<CheckoutOptions>();
        module.Database<CheckoutDb>();
        module.Services.AddSingleton<Orders>();
        module.Services.AddSingleton<Outbox>();
        module.Services.AddSingleton<OutboxBell>();
        module.Services.AddSingleton<OutboxDelivery>();
        module.Services.AddSingleton<OutboxQueue>();
        module.Services.AddSingleton<OrderPreparation>();
        module.Services.AddSingleton<OrderCompletion>();
        module.Services.AddSingleton<OrderPlacement>();
        module.Fault<PaymentUnreachable>();
        module.Wrap<IEventDelivery, RepeatedEvents>();
        module.Serves<CheckoutApi>(CheckoutService.BindService);
        module.Services.AddSingleton<OutboxWatch>();
        module.ReadyWhen<OutboxCheck>("outbox");
        module.Http(OutboxApi.Map);
        module.Background<StrandedMessages>();
        module.Background<OutboxRelay>();
        module.Background<OrderRecovery>();
        module.Background<OutboxAge>();
        module.Background<SentMailEraser>();
        module.Audited<CheckoutAccount>();
    }
}
