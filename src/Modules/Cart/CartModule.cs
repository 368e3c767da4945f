using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.Cart;

/// <summary>Keeps each shopper's cart for an hour after its last change.</summary>
public sealed class CartModule : IModule
{
    /// <inheritdoc/>
    public ModuleFace Face { get; } = new("Cart", "cart")
    {
        Serves = [CartService.Descriptor],
        Criticality = "high",
        AddressVariables = ["CART_ADDR"],
    };

    /// <inheritdoc/>
    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        AddStore(module);
        module.Filter<CartFailure>();
        module.ReadyWhen<FailedReadinessProbe>("probe");
        module.Serves<CartApi>(CartService.BindService);
    }

    private static void AddStore(ModuleBuilder module)
    {
        if (module.Server("Valkey", "VALKEY_ADDR") is { } valkey)
        {
            var options = ValkeyConnection.Read(valkey);
            module.Services.AddSingleton(options);
            module.Services.AddSingleton<ValkeyConnection>();
            module.Services.AddSingleton<ValkeyScripts>();
            module.Services.AddSingleton<ICartStore, ValkeyCartStore>();
            module.ReadyWhen<ValkeyCheck>("valkey");
            return;
        }

        module.Database<CartDb>();
        module.Services.AddSingleton<SqliteCartStore>();
        module.Services.AddSingleton<ICartStore>(parts => parts.GetRequiredService<SqliteCartStore>());
        module.Background<ExpiredCarts>();
    }
}
