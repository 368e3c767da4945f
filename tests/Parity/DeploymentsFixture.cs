using System.Collections.Concurrent;
using AstronomyShop.Tests.Parity;

[assembly: AssemblyFixture(typeof(DeploymentsFixture))]

namespace AstronomyShop.Tests.Parity;

/// <summary>Each shape, started when a test first asks for it and shared by all tests.</summary>
public sealed class DeploymentsFixture : IAsyncDisposable
{
    private readonly ConcurrentDictionary<DeploymentKind, Lazy<Task<Deployment>>> started = new();

    // Ten thousand callers at once are more than a shop has room for.
    private static readonly (string Key, string Value) LimiterSetting = ("Shop:Calls:Waiting", "10000");

    public Task<Deployment> GetAsync(DeploymentKind shape) => started.GetOrAdd(shape, one => new Lazy<Task<Deployment>>(() => Deployment.StartAsync(one, LimiterSetting))).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var deployment in started.Values)
        {
            await (await deployment.Value).DisposeAsync();
        }
    }
}

/// <summary>Every shape: one body of a test runs over all of them.</summary>
public sealed class DeploymentKinds : TheoryData<DeploymentKind>
{
    public DeploymentKinds() => AddRange(Enum.GetValues<DeploymentKind>());
}
