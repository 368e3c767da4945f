using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;

namespace AstronomyShop.Modules.Currency;

/// <summary>Converts money between the supported currencies with a fixed table of rates.</summary>
public sealed class CurrencyModule : IModule
{
    /// <inheritdoc/>
    public ModuleDescriptor Descriptor { get; } = new("Currency", "currency")
    {
        Serves = [CurrencyService.Descriptor],
        LogAttributes = new Dictionary<string, string> { ["FromCurrency"] = "currency.from", ["ToCurrency"] = "currency.to" },
        Criticality = "high",
        AddressVariables = ["CURRENCY_ADDR"],
    };

    /// <inheritdoc/>
    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.AddGrpcService<CurrencyGrpcService>(CurrencyService.BindService);
    }
}
