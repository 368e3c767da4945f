using AstronomyShop.Tests.Browser;
using AstronomyShop.Tests.Testing;

[assembly: AssemblyFixture(typeof(SingleProcessShopFixture))]

namespace AstronomyShop.Tests.Browser;

/// <summary>The whole shop in one process, as <c>dotnet run</c> starts it, shared by the tests that only send requests to it.</summary>
public sealed class SingleProcessShopFixture : IAsyncLifetime
{
    public ShopUnderTest Shop { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Shop = await ShopUnderTest.StartAsync(Host.Shop.Modules);

    public ValueTask DisposeAsync() => Shop?.DisposeAsync() ?? default;
}
