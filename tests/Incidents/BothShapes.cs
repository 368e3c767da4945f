using AstronomyShop.Tests.Incidents;

[assembly: AssemblyFixture(typeof(BothShapes))]

namespace AstronomyShop.Tests.Incidents;

/// <summary>The shop in one process and the shop in many; all tests turn problems on in the same two.</summary>
public sealed class BothShapes : IAsyncLifetime
{
    internal IReadOnlyList<OpenShop> Shops { get; private set; } = [];

    public async ValueTask InitializeAsync() => Shops = await Task.WhenAll(OpenShop.Open("in one process"), OpenShop.Open("in many processes", "--split"));

    public async ValueTask DisposeAsync()
    {
        foreach (var shop in Shops)
        {
            await shop.DisposeAsync();
        }
    }

    /// <summary>The same in both, at once.</summary>
    internal Task InEach(Func<OpenShop, Task> happens) => Task.WhenAll(Shops.Select(happens));
}
