using AstronomyShop.Contracts;
using AstronomyShop.Modules.Cart.Stores;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.Cart;

/// <summary>Stores each shopper's cart for an hour after its last change.</summary>
public sealed class CartModule : IModule
{
    /// <inheritdoc/>
    public ModuleDescriptor Descriptor { get; } = new("Cart", "cart")
    {
        Serves = [CartService.Descriptor],
        LogAttributes = new Dictionary<string, string> { ["ProductId"] = CartTelemetry.ProductId, ["Quantity"] = CartTelemetry.ProductQuantity },
        Criticality = "high",
        AddressVariables = ["CART_ADDR"],
    };

    /// <inheritdoc/>
    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        AddStore(module);
        module.AddGrpcService<CartGrpcService>(CartService.BindService);
        module.AddCallFilter<CartFailureFilter>();
        module.AddHealthCheck<FailedReadinessProbeHealthCheck>("probe");
    }

    private static void AddStore(ModuleBuilder module)
    {
        if (module.GetServerSetting("Valkey", "VALKEY_ADDR") is { } valkey)
        {
            var options = ValkeyConnection.Read(valkey);
            module.Services.AddSingleton(options);
            module.Services.AddSingleton<ValkeyConnection>();
            module.Services.AddSingleton<ValkeyScripts>();
            module.Services.AddSingleton<ICartStore, ValkeyCartStore>();
            module.AddHealthCheck<ValkeyHealthCheck>("valkey");
            return;
        }

        module.AddDatabase<CartDbContext>();
        module.Services.AddSingleton<SqliteCartStore>();
        module.Services.AddSingleton<ICartStore>(parts => parts.GetRequiredService<SqliteCartStore>());
        module.AddHostedService<ExpiredCartsBackgroundService>();
    }
}
