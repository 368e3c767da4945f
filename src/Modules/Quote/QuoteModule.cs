using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;

namespace AstronomyShop.Modules.Quote;

/// <summary>Calculates shipping costs.</summary>
public sealed class QuoteModule : IModule
{
    /// <inheritdoc/>
    public ModuleDescriptor Descriptor { get; } = new("Quote", "quote")
    {
        Serves = [QuoteService.Descriptor],
        LogAttributes = new Dictionary<string, string> { ["quoteTotal"] = QuoteTelemetry.CostTotal },
        Criticality = "low",
        AddressVariables = ["QUOTE_ADDR"],
    };

    /// <inheritdoc/>
    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.AddGrpcService<QuoteGrpcService>(QuoteService.BindService);
    }
}
