using AstronomyShop.Modules.Cart;
using AstronomyShop.Tests.Testing;
using StackExchange.Redis;

namespace AstronomyShop.Tests.Modules.Cart;

/// <summary>A real Redis. Its time cannot be set, so what is left of every key's time is shortened instead.</summary>
public sealed class ValkeyStoreUnderTest : CartStoreUnderTest
{
    private RedisServer? server;
    private ConnectionMultiplexer? behind;

    // The clock on the wall goes on while a test runs.
    public override TimeSpan Moment => TimeSpan.FromMinutes(1);

    private IDatabase Keys => behind!.GetDatabase();

    public override async Task<ShopUnderTest> Start(string? dataDirectory = null)
    {
        server ??= await RedisServer.Start(TestContext.Current.CancellationToken);
        behind ??= await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        return await ShopUnderTest.Start([new CartModule()], [("ConnectionStrings:Valkey", server.ConnectionString)], dataDirectory);
    }

    public override async Task TimePasses(TimeSpan time)
    {
        foreach (var key in All())
        {
            if (await Keys.KeyTimeToLiveAsync(key) is { } left)
            {
                await Keys.KeyExpireAsync(key, left > time ? left - time : TimeSpan.Zero);
            }
        }
    }

    // It sweeps by itself.
    public override Task Sweep() => Task.CompletedTask;

    public override async Task<int> KeptLines()
    {
        var lines = 0L;
        foreach (var key in All())
        {
            lines += await Keys.KeyTypeAsync(key) == RedisType.Hash ? await Keys.HashLengthAsync(key) : 0;
        }

        return (int)lines;
    }

    public override Task<int> KeptRemovals() =>
        Task.FromResult(All().Count(key => key.ToString().Contains(":taken:", StringComparison.Ordinal)));

    public override async ValueTask DisposeAsync()
    {
        if (behind is not null)
        {
            await behind.DisposeAsync();
        }

        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    private List<RedisKey> All() => [.. behind!.GetServers()[0].Keys()];
}
