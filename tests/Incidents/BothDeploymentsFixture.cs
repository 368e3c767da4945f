using AstronomyShop.Tests.Incidents;

[assembly: AssemblyFixture(typeof(BothDeploymentsFixture))]

namespace AstronomyShop.Tests.Incidents;

/// <summary>The shop in one process and the shop in many processes. All tests use the same two.</summary>
public sealed class BothDeploymentsFixture : IAsyncLifetime
{
    internal IReadOnlyList<IncidentShop> Shops { get; private set; } = [];

    public async ValueTask InitializeAsync() => Shops = await Task.WhenAll(IncidentShop.OpenAsync("in one process"), IncidentShop.OpenAsync("in many processes", "--split"));

    public async ValueTask DisposeAsync()
    {
        foreach (var shop in Shops)
        {
            await shop.DisposeAsync();
        }
    }

    /// <summary>Runs an action in both deployments in parallel.</summary>
    internal Task ForEachAsync(Func<IncidentShop, Task> happens) => Task.WhenAll(Shops.Select(happens));
}
