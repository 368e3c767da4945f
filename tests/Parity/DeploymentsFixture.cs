using System.Collections.Concurrent;
using AstronomyShop.Tests.Parity;

[assembly: AssemblyFixture(typeof(DeploymentsFixture))]

namespace AstronomyShop.Tests.Parity;

/// <summary>One deployment of each kind, started when a test first uses it and shared by all tests.</summary>
public sealed class DeploymentsFixture : IAsyncDisposable
{
    private readonly ConcurrentDictionary<DeploymentKind, Lazy<Task<Deployment>>> started = new();

    // Ten thousand concurrent calls exceed the default queue limit of the shop.
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

/// <summary>Every kind of deployment, so that one test method runs in all of them.</summary>
public sealed class DeploymentKinds : TheoryData<DeploymentKind>
{
    public DeploymentKinds() => AddRange(Enum.GetValues<DeploymentKind>());
}
