using AstronomyShop.Contracts;
using AstronomyShop.Modules.Catalog;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Modules.Catalog;

/// <summary>A shop with only the catalog module, for tests that only read.</summary>
public sealed class CatalogFixture : IAsyncLifetime
{
    private ShopUnderTest shop = null!;

    public ProductCatalogService.ProductCatalogServiceClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        shop = await ShopUnderTest.StartAsync([new CatalogModule()]);
        Client = shop.Client(channel => new ProductCatalogService.ProductCatalogServiceClient(channel));
    }

    public ValueTask DisposeAsync() => shop?.DisposeAsync() ?? default;
}
