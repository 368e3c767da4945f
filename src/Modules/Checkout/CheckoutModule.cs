using AstronomyShop.Contracts;
using AstronomyShop.Modules.Checkout.Orders;
using AstronomyShop.Modules.Checkout.Outbox;
using AstronomyShop.SharedKernel.Messaging;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.Checkout;

/// <summary>Turns a cart into an order: priced once, charged once, shipped once, and published to all consumers.</summary>
public sealed class CheckoutModule : IModule
{
    /// <inheritdoc/>
    public ModuleDescriptor Descriptor { get; } = new("Checkout", "checkout")
    {
        Serves = [CheckoutService.Descriptor],
        Calls =
        [
            CartService.Descriptor, ProductCatalogService.Descriptor, CurrencyService.Descriptor, ShippingService.Descriptor,
            PaymentService.Descriptor, EmailService.Descriptor,
        ],
        Publishes = [OrderPlaced.Descriptor],
        ManagementPaths = [OutboxEndpoints.Path],
        LogAttributes = new Dictionary<string, string>
        {
            ["OrderId"] = CheckoutTelemetry.OrderId,
            ["OrderLines"] = CheckoutTelemetry.OrderItemsCount,
            ["orderAmount"] = CheckoutTelemetry.OrderAmount,
            ["shippingAmount"] = CheckoutTelemetry.ShippingAmount,
            ["TrackingId"] = CheckoutTelemetry.TrackingId,
            ["TransactionId"] = CheckoutTelemetry.TransactionId,
            ["UserCurrency"] = CheckoutTelemetry.SelectedCurrency,
        },
        Criticality = "critical",
        AddressVariables = ["CHECKOUT_ADDR"],
        HasAuditSource = true,
    };

    /// <inheritdoc/>
    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.AddOptions<CheckoutOptions>();
        module.AddDatabase<CheckoutDbContext>();
        module.Services.AddSingleton<OrderRepository>();
        module.Services.AddSingleton<OutboxMessageFactory>();
        module.Services.AddSingleton<OutboxHandover>();
        module.Services.AddSingleton<OutboxDelivery>();
        module.Services.AddSingleton<OutboxQueue>();
        module.Services.AddSingleton<OrderFingerprint>();
        module.Services.AddSingleton<OrderPreparation>();
        module.Services.AddSingleton<OrderCompletion>();
        module.Services.AddSingleton<OrderPlacement>();
        module.Services.AddSingleton<OutboxLagMonitor>();
        module.AddGrpcService<CheckoutGrpcService>(CheckoutService.BindService);
        module.MapEndpoints(OutboxEndpoints.MapOutboxEndpoints);
        module.AddCallFault<PaymentUnreachableFault>();
        module.Decorate<IEventDelivery, DuplicateDeliveryFault>();
        module.AddHealthCheck<OutboxHealthCheck>("outbox");
        module.AddHostedService<OutboxRedirector>();
        module.AddHostedService<OutboxRelayBackgroundService>();
        module.AddHostedService<OrderRecoveryBackgroundService>();
        module.AddHostedService<OutboxAgeBackgroundService>();
        module.AddHostedService<SentEmailCleanup>();
        module.AddHostedService<FingerprintUpgradeBackgroundService>();
        module.AddAuditSource<CheckoutAuditSource>();
    }
}
