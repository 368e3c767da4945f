using AstronomyShop.Modules.Cart;
using AstronomyShop.Tests.Testing;
using StackExchange.Redis;

namespace AstronomyShop.Tests.Modules.Cart;

/// <summary>A real Redis server. Its clock cannot be set, so the remaining time to live of every key is shortened instead.</summary>
public sealed class ValkeyCartStoreFixture : CartStoreFixture
{
    private RedisServer? server;
    private ConnectionMultiplexer? connection;

    // The clock of the server advances while a test runs.
    public override TimeSpan Moment => TimeSpan.FromMinutes(1);

    private IDatabase Keys => connection!.GetDatabase();

    public override async Task<ShopUnderTest> StartAsync(string? dataDirectory = null)
    {
        server ??= await RedisServer.StartAsync(TestContext.Current.CancellationToken);
        connection ??= await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        return await ShopUnderTest.StartAsync([new CartModule()], [("ConnectionStrings:Valkey", server.ConnectionString)], dataDirectory);
    }

    public override async Task AdvanceTimeAsync(TimeSpan time)
    {
        foreach (var key in All())
        {
            if (await Keys.KeyTimeToLiveAsync(key) is { } left)
            {
                await Keys.KeyExpireAsync(key, left > time ? left - time : TimeSpan.Zero);
            }
        }
    }

    // Redis deletes expired keys automatically.
    public override Task CleanUpAsync() => Task.CompletedTask;

    public override async Task<int> CountLinesAsync()
    {
        var lines = 0L;
        foreach (var key in All())
        {
            lines += await Keys.KeyTypeAsync(key) == RedisType.Hash ? await Keys.HashLengthAsync(key) : 0;
        }

        return (int)lines;
    }

    public override Task<int> CountRemovalsAsync() =>
        Task.FromResult(All().Count(key => key.ToString().Contains(":taken:", StringComparison.Ordinal)));

    public override async ValueTask DisposeAsync()
    {
        if (connection is not null)
        {
            await connection.DisposeAsync();
        }

        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    private List<RedisKey> All() => [.. connection!.GetServers()[0].Keys()];
}
