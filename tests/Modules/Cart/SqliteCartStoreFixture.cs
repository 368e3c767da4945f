using System.Globalization;
using AstronomyShop.Modules.Cart;
using AstronomyShop.Modules.Cart.Stores;
using AstronomyShop.SharedKernel.Persistence;
using AstronomyShop.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace AstronomyShop.Tests.Modules.Cart;

public sealed class SqliteCartStoreFixture : CartStoreFixture
{
    private readonly FakeTimeProvider clock = new();
    private string data = "";

    public override TimeSpan Moment => TimeSpan.FromMilliseconds(1);

    public override async Task<ShopUnderTest> StartAsync(string? dataDirectory = null)
    {
        var shop = await ShopUnderTest.StartAsync(
            [new CartModule()], dataDirectory: dataDirectory, configure: services => services.AddSingleton<TimeProvider>(clock));
        data = shop.DataDirectory;
        return shop;
    }

    public override Task AdvanceTimeAsync(TimeSpan time)
    {
        clock.Advance(time);
        return Task.CompletedTask;
    }

    public override async Task CleanUpAsync()
    {
        var database = new PooledDbContextFactory<CartDbContext>(new DbContextOptionsBuilder<CartDbContext>().UseSqlite($"Data Source={Path.Combine(data, "cart.db")};Pooling=False").Options);
        using var writes = new GroupCommitWriter<CartDbContext>(database, DataFolder.StorageIn(data));
        await new SqliteCartStore(database, writes, clock).SweepAsync(TestContext.Current.CancellationToken);
    }

    public override Task<int> CountLinesAsync() => Task.FromResult(Rows("line"));

    public override Task<int> CountRemovalsAsync() => Task.FromResult(Rows("removal"));

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private int Rows(string table) => int.Parse(DataFolder.Read(data, "cart", $"SELECT count(*) FROM {table}")[0], CultureInfo.InvariantCulture);
}
