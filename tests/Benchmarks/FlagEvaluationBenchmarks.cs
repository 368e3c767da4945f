using AstronomyShop.SharedKernel.FeatureFlags;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Telemetry;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace AstronomyShop.Tests.Benchmarks;

/// <summary>The cost of evaluating a flag in a module.</summary>
[MemoryDiagnoser]
public class FlagEvaluationBenchmarks : IDisposable
{
    private readonly ServiceProvider host = Host();
    private readonly ServiceProvider module;
    private readonly IFeatureClient flags;
    private readonly EvaluationContext product = EvaluationContext.Builder().SetTargetingKey("ana").Set("product_id", "OLJCESPC7Z").Build();

    public FlagEvaluationBenchmarks()
    {
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(_ => new ModuleTelemetry(new ModuleDescriptor("Evaluation", "evaluation"), NullLoggerFactory.Instance));
        services.AddModuleFeatureFlags(host);
        module = services.BuildServiceProvider();
        Publish(module.GetRequiredService<FlagStore>());
        flags = module.GetRequiredService<IFeatureClient>();
    }

    [Benchmark(Baseline = true, Description = "without targeting")]
    public Task<bool> WithoutTargeting() => flags.GetBooleanValueAsync("adFailure", false);

    [Benchmark(Description = "without targeting, a number")]
    public Task<double> Number() => flags.GetDoubleValueAsync("cartFailure", 0);

    [Benchmark(Description = "with a targeting rule")]
    public Task<bool> WithRule() => flags.GetBooleanValueAsync("productCatalogFailure", false, product);

    [Benchmark(Description = "with fractional")]
    public Task<bool> WithShares() => flags.GetBooleanValueAsync("half", false, product);

    public void Dispose()
    {
        module.Dispose();
        host.Dispose();
        GC.SuppressFinalize(this);
    }

    private static ServiceProvider Host()
    {
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        services.AddShopFeatureFlags();
        return services.BuildServiceProvider();
    }

    private static void Publish(FlagStore store)
    {
        store.Publish(FlagDocument.Parse(
            """
            {
              "flags": {
                "adFailure": { "state": "ENABLED", "variants": { "on": true, "off": false }, "defaultVariant": "off" },
                "cartFailure": { "state": "ENABLED", "variants": { "off": 0, "10%": 0.1 }, "defaultVariant": "10%" },
                "productCatalogFailure": {
                  "state": "ENABLED", "variants": { "on": true, "off": false }, "defaultVariant": "off",
                  "targeting": { "if": [{ "==": [{ "var": "product_id" }, "OLJCESPC7Z"] }, "on", "off"] }
                },
                "half": {
                  "state": "ENABLED", "variants": { "on": true, "off": false }, "defaultVariant": "off",
                  "targeting": { "fractional": [["on", 50], ["off", 50]] }
                }
              }
            }
            """));
    }
}
