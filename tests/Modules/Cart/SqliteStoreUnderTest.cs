using System.Globalization;
using AstronomyShop.Modules.Cart;
using AstronomyShop.SharedKernel.Storage;
using AstronomyShop.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace AstronomyShop.Tests.Modules.Cart;

public sealed class SqliteStoreUnderTest : CartStoreUnderTest
{
    private readonly FakeTimeProvider clock = new();
    private string data = "";

    public override TimeSpan Moment => TimeSpan.FromMilliseconds(1);

    public override async Task<ShopUnderTest> Start(string? dataDirectory = null)
    {
        var shop = await ShopUnderTest.Start(
            [new CartModule()], dataDirectory: dataDirectory, configure: services => services.AddSingleton<TimeProvider>(clock));
        data = shop.DataDirectory;
        return shop;
    }

    public override Task TimePasses(TimeSpan time)
    {
        clock.Advance(time);
        return Task.CompletedTask;
    }

    public override async Task Sweep()
    {
        var database = new PooledDbContextFactory<CartDbContext>(new DbContextOptionsBuilder<CartDbContext>().UseSqlite($"Data Source={Path.Combine(data, "cart.db")}").Options);
        using var writes = new GroupCommitWriter<CartDbContext>(database, new SqliteEngine(data));
        await new SqliteCartStore(database, writes, clock).SweepAsync(TestContext.Current.CancellationToken);
    }

    public override Task<int> KeptLines() => Task.FromResult(Rows("line"));

    public override Task<int> KeptRemovals() => Task.FromResult(Rows("removal"));

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private int Rows(string table) => int.Parse(DataFolder.Read(data, "cart", $"SELECT count(*) FROM {table}")[0], CultureInfo.InvariantCulture);
}
