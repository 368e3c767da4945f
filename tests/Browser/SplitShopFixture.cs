using AstronomyShop.Tests.Browser;
using AstronomyShop.Tests.Testing;

[assembly: AssemblyFixture(typeof(SplitShopFixture))]

namespace AstronomyShop.Tests.Browser;

/// <summary>The whole shop as one process per module, started by the first test that needs it.</summary>
public sealed class SplitShopFixture : IAsyncLifetime
{
    private readonly SemaphoreSlim starting = new(1);
    private readonly string data = Directory.CreateTempSubdirectory("shop-").FullName;
    private ShopProcess? shop;

    /// <summary>For tests that run against both deployments of the shop.</summary>
    public static TheoryData<bool> IsSplit => [false, true];

    public async Task<Uri> AddressAsync() => (await OpenAsync()).Web.BaseAddress!;

    public async Task<HttpClient> ManagementAsync() => (await OpenAsync()).Management;

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        if (shop is not null)
        {
            await shop.DisposeAsync();
        }

        starting.Dispose();
        Directory.Delete(data, recursive: true);
    }

    private async Task<ShopProcess> OpenAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await starting.WaitAsync(cancellation);
        try
        {
            if (shop is null)
            {
                shop = ShopProcess.Start(typeof(Host.Shop), ["--split", $"--Shop:DataDirectory={data}", "--Logging:LogLevel:Default=Error", .. ShopProcess.LongDeadlines]);
                await shop.WaitUntilReadyAsync(cancellation);
            }

            return shop;
        }
        finally
        {
            starting.Release();
        }
    }
}
