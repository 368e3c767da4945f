using System.Net.Http.Json;
using AstronomyShop.Contracts;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Reliability;

/// <summary>A whole shop in this process that can be stopped and started again on the same data directory.</summary>
internal sealed class ModelShop : IAsyncDisposable
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("shop-");
    private ShopUnderTest shop = null!;

    public CartService.CartServiceClient Carts => new(shop.Channel);

    public CheckoutService.CheckoutServiceClient Checkout => new(shop.Channel);

    public HttpClient Web => shop.Web;

    public ChannelBase Channel => shop.Channel;

    public static async Task<ModelShop> OpenAsync()
    {
        var counter = new ModelShop();
        await counter.StartAsync();
        return counter;
    }

    public async Task ReopenAsync()
    {
        await shop.DisposeAsync();
        await StartAsync();
    }

    public async Task<AuditResult> AuditAsync() => (await shop.Management.GetFromJsonAsync<AuditResult>("/audit", TestContext.Current.CancellationToken))!;

    public async ValueTask DisposeAsync()
    {
        await (shop?.DisposeAsync() ?? default);
        data.Delete(recursive: true);
    }

    private async Task StartAsync() => shop = await ShopUnderTest.StartAsync(Host.Shop.Modules, [("Logging:LogLevel:Default", "None")], data.FullName);
}
