using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.FraudDetection;

/// <summary>Scores every placed order for fraud and stores a verdict.</summary>
public sealed class FraudDetectionModule : IModule
{
    /// <inheritdoc/>
    public ModuleDescriptor Descriptor { get; } = new("FraudDetection", "fraud-detection")
    {
        Consumes = [OrderPlaced.Descriptor],
        LogAttributes = new Dictionary<string, string> { ["OrderId"] = FraudDetectionTelemetry.OrderId },
        Criticality = "low",
        HasAuditSource = true,
    };

    /// <inheritdoc/>
    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.AddDatabase<FraudDetectionDbContext>();
        module.Services.AddSingleton<VerdictStore>();
        module.Services.AddSingleton<VerdictCount>();
        module.AddConsumer<OrderPlacedConsumer, OrderPlacedConsumerDefinition>();
        module.AddCallFilter<SlowConsumerFilter>();
        module.AddAuditSource<VerdictsAuditSource>();
    }
}
