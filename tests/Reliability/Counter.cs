using System.Net.Http.Json;
using AstronomyShop.Contracts;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Reliability;

/// <summary>A whole shop in this process, on one folder of data, that closes and opens again.</summary>
internal sealed class Counter : IAsyncDisposable
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("shop-");
    private ShopUnderTest shop = null!;

    public CartService.CartServiceClient Carts => new(shop.Channel);

    public CheckoutService.CheckoutServiceClient Checkout => new(shop.Channel);

    public HttpClient Web => shop.Web;

    public ChannelBase Channel => shop.Channel;

    public static async Task<Counter> Open()
    {
        var counter = new Counter();
        await counter.Start();
        return counter;
    }

    public async Task Reopen()
    {
        await shop.DisposeAsync();
        await Start();
    }

    public async Task<Audit> Audit() => (await shop.Management.GetFromJsonAsync<Audit>("/audit", TestContext.Current.CancellationToken))!;

    public async ValueTask DisposeAsync()
    {
        await (shop?.DisposeAsync() ?? default);
        data.Delete(recursive: true);
    }

    private async Task Start() => shop = await ShopUnderTest.Start(Host.Shop.Modules, [("Logging:LogLevel:Default", "None")], data.FullName);
}
