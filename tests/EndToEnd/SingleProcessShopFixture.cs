using AstronomyShop.Tests.EndToEnd;
using AstronomyShop.Tests.Testing;
using Grpc.Net.Client;

[assembly: AssemblyFixture(typeof(SingleProcessShopFixture))]

namespace AstronomyShop.Tests.EndToEnd;

/// <summary>The whole shop in one process, as <c>dotnet run</c> starts it.</summary>
public sealed class SingleProcessShopFixture : ShopFixture, IAsyncLifetime
{
    private string? dataDirectory;
    private ShopUnderTest shop = null!;
    private HttpClient? web;

    public override HttpClient Web => web ??= ApiDescriptionHandler.CreateClient(shop.Web.BaseAddress!);

    public override HttpClient Management => shop.Management;

    public override GrpcChannel ChannelTo(string module) => shop.Channel;

    /// <summary>Starts a separate shop for one test, with a data directory that an earlier shop may have used.</summary>
    public static async Task<SingleProcessShopFixture> OpenAsync(string dataDirectory)
    {
        var process = new SingleProcessShopFixture { dataDirectory = dataDirectory };
        await process.InitializeAsync();
        return process;
    }

    public async ValueTask InitializeAsync() => shop = await ShopUnderTest.StartAsync(Host.Shop.Modules, dataDirectory: dataDirectory);

    public ValueTask DisposeAsync()
    {
        web?.Dispose();
        return shop?.DisposeAsync() ?? default;
    }
}
