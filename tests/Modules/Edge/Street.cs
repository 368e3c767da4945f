using AstronomyShop.Modules.Edge;
using AstronomyShop.Modules.Flags;
using AstronomyShop.Modules.Images;
using AstronomyShop.SharedKernel.Modules;
using AstronomyShop.Tests.Modules.Storefront;
using AstronomyShop.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Tests.Modules.Edge;

/// <summary>The shop behind its door: all in one process, or the door, the pictures and the flags in one and the storefront in another.</summary>
public sealed class Street : IAsyncDisposable
{
    private readonly ShopUnderTest door;
    private ShopUnderTest? storefront;

    private Street(ShopUnderTest door, ShopUnderTest? storefront)
    {
        this.door = door;
        this.storefront = storefront;
    }

    public HttpClient Web => door.Web;

    public HttpClient Management => door.Management;

    /// <param name="isApart">In two processes.</param>
    /// <param name="behind">All modules but the door and the pictures, the storefront first.</param>
    /// <param name="settings">Of the door.</param>
    /// <param name="configure">What the host lends to the door.</param>
    public static async Task<Street> Open(
        bool isApart, IModule[] behind, (string Key, string Value)[]? settings = null, Action<IServiceCollection>? configure = null)
    {
        IModule[] all = [new EdgeModule(), new ImagesModule(), new FlagsModule(), .. behind];
        if (!isApart)
        {
            return new Street(await ShopUnderTest.Start(all, settings, configure: configure), null);
        }

        var storefront = await ShopUnderTest.Start(behind);
        var door = await ShopUnderTest.Start(
            all,
            [("Shop:Run", "Edge,Images,Flags"), ("Modules:Storefront:Address", storefront.Web.BaseAddress!.ToString()), .. settings ?? []],
            configure: configure);
        return new Street(door, storefront);
    }

    /// <summary>With the real storefront and its neighbours.</summary>
    public static Task<Street> Open(bool isApart, params (string Key, string Value)[] settings) =>
        Open(isApart, OpenStorefront.With(), settings);

    /// <summary>The storefront's process ends, where it has one.</summary>
    public async Task CloseStorefront()
    {
        if (storefront is not null)
        {
            await storefront.DisposeAsync();
            storefront = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await door.DisposeAsync();
        await CloseStorefront();
    }

    /// <summary>A thing for the cart of a shopper.</summary>
    public static string ALine(string shopper) => $$$"""{"userId":"{{{shopper}}}","item":{"productId":"LS4PSXUNUM","quantity":1}}""";
}
