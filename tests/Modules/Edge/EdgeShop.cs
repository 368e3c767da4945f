using AstronomyShop.Modules.Edge;
using AstronomyShop.Modules.Flags;
using AstronomyShop.Modules.Images;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.Tests.Modules.Storefront;
using AstronomyShop.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Tests.Modules.Edge;

/// <summary>The shop behind the edge: all in one process, or edge, images and flags in one process and the storefront in another.</summary>
public sealed class EdgeShop : IAsyncDisposable
{
    private readonly ShopUnderTest edge;
    private ShopUnderTest? storefront;

    private EdgeShop(ShopUnderTest edge, ShopUnderTest? storefront)
    {
        this.edge = edge;
        this.storefront = storefront;
    }

    public HttpClient Web => edge.Web;

    public HttpClient Management => edge.Management;

    /// <summary>The web port of the storefront process; null if the whole shop runs in one process.</summary>
    public HttpClient? Storefront => storefront?.Web;

    /// <param name="isApart">Whether the storefront runs in a separate process.</param>
    /// <param name="behind">All modules except edge, images and flags, the storefront first.</param>
    /// <param name="settings">Settings of the edge.</param>
    /// <param name="configure">Additional services of the edge host.</param>
    public static async Task<EdgeShop> OpenAsync(
        bool isApart, IModule[] behind, (string Key, string Value)[]? settings = null, Action<IServiceCollection>? configure = null)
    {
        IModule[] all = [new EdgeModule(), new ImagesModule(), new FlagsModule(), .. behind];
        if (!isApart)
        {
            return new EdgeShop(await ShopUnderTest.StartAsync(all, settings, configure: configure), null);
        }

        var storefront = await ShopUnderTest.StartAsync(behind);
        var edge = await ShopUnderTest.StartAsync(
            all,
            [("Shop:Run", "Edge,Images,Flags"), ("Modules:Storefront:Address", storefront.Web.BaseAddress!.ToString()), .. settings ?? []],
            configure: configure);
        return new EdgeShop(edge, storefront);
    }

    /// <summary>Starts the shop with the real storefront and the modules that it calls.</summary>
    public static Task<EdgeShop> OpenAsync(bool isApart, params (string Key, string Value)[] settings) =>
        OpenAsync(isApart, StorefrontFixture.With(), settings);

    /// <summary>Stops the storefront process, if the storefront runs in a separate one.</summary>
    public async Task CloseStorefrontAsync()
    {
        if (storefront is not null)
        {
            await storefront.DisposeAsync();
            storefront = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await edge.DisposeAsync();
        await CloseStorefrontAsync();
    }

    /// <summary>The body of a request that adds one product to a cart.</summary>
    public static string AddItemBody(string shopper) => $$$"""{"userId":"{{{shopper}}}","item":{"productId":"LS4PSXUNUM","quantity":1}}""";
}
