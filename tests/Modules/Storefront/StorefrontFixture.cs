using AstronomyShop.Contracts;
using AstronomyShop.Modules.Ad;
using AstronomyShop.Modules.Catalog;
using AstronomyShop.Modules.Currency;
using AstronomyShop.Modules.Quote;
using AstronomyShop.Modules.Recommendation;
using AstronomyShop.Modules.Shipping;
using AstronomyShop.Modules.Storefront;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Modules.Storefront;

/// <summary>A storefront and the modules that it calls, shared by many tests.</summary>
public sealed class StorefrontFixture : IAsyncLifetime
{
    public ShopUnderTest Shop { get; private set; } = null!;

    public FakeCartModule Carts { get; } = new();

    public FakeCheckoutModule Checkout { get; } = new();

    public HttpClient Web => Shop.Web;

    /// <summary>The storefront and the modules that it calls. A module in <paramref name="instead"/> replaces the one with the same name.</summary>
    public static IModule[] With(params IModule[] instead)
    {
        IModule[] usual =
        [
            new StorefrontModule(), new AdModule(), new FakeCartModule(), new CatalogModule(), new FakeCheckoutModule(), new CurrencyModule(),
            new QuoteModule(), new RecommendationModule(), new ShippingModule(),
        ];
        return [.. usual.ExceptBy(instead.Select(module => module.Descriptor.Name), module => module.Descriptor.Name), .. instead];
    }

    public async ValueTask InitializeAsync() => Shop = await ShopUnderTest.StartAsync(With(Carts, Checkout));

    public ValueTask DisposeAsync() => Shop?.DisposeAsync() ?? default;

    /// <summary>A product as the catalog service returns it.</summary>
    public async Task<Product> ProductAsync(string id) =>
        await Shop.Client(channel => new ProductCatalogService.ProductCatalogServiceClient(channel)).GetProductAsync(new GetProductRequest { Id = id });
}
