using System.Data.Common;
using AstronomyShop.Contracts;
using AstronomyShop.Modules.Catalog;
using AstronomyShop.SharedKernel.Persistence;
using AstronomyShop.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AstronomyShop.Tests.Modules.Catalog;

public sealed class CatalogSeedTests : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("shop-").FullName;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task An_interrupted_first_start_is_completed_by_the_next_start()
    {
        await using (var db = OpenDatabase(new InterruptingInterceptor()))
        {
            var firstStart = async () => await DatabaseMigration.RunAsync(db, DataFolder.StorageIn(data), TestCancellation);
            await firstStart.Should().ThrowAsync<IOException>();
        }

        (await PricesAsync()).Should().HaveCount(10);
    }

    [Fact]
    public async Task The_catalog_is_loaded_from_the_database_once_per_start()
    {
        await using (var shop = await ShopUnderTest.StartAsync([new CatalogModule()], dataDirectory: data))
        {
            await using var db = OpenDatabase();
            await db.Products.Where(product => product.Id == "HQTGWGPNH4").ExecuteUpdateAsync(
                product => product.SetProperty(entry => entry.PriceUnits, 2), TestCancellation);

            (await PricesAsync(shop))["HQTGWGPNH4"].Should().Be(0, "the products are loaded once per start");
        }

        var reopened = await PricesAsync();
        reopened.Should().HaveCount(10);
        reopened["HQTGWGPNH4"].Should().Be(2);
    }

    private async Task<Dictionary<string, long>> PricesAsync()
    {
        await using var shop = await ShopUnderTest.StartAsync([new CatalogModule()], dataDirectory: data);
        return await PricesAsync(shop);
    }

    private static async Task<Dictionary<string, long>> PricesAsync(ShopUnderTest shop)
    {
        var client = shop.Client(channel => new ProductCatalogService.ProductCatalogServiceClient(channel));
        var listed = await client.ListProductsAsync(new Empty(), cancellationToken: TestCancellation);
        return listed.Products.ToDictionary(product => product.Id, product => product.PriceUsd.Units);
    }

    private CatalogDbContext OpenDatabase(params IInterceptor[] interceptors)
    {
        var options = new DbContextOptionsBuilder<CatalogDbContext>();
        DataFolder.StorageIn(data).Configure(options, "product-catalog");
        return new CatalogDbContext(options.AddInterceptors(interceptors).Options);
    }

    // Simulates a process that is killed after it inserted the products and before the transaction is committed.
    private sealed class InterruptingInterceptor : DbCommandInterceptor
    {
        public override async ValueTask<int> NonQueryExecutedAsync(
            DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default) =>
            command.CommandText.Contains("INSERT INTO \"products\"", StringComparison.Ordinal)
                ? throw new IOException("Simulated crash")
                : await base.NonQueryExecutedAsync(command, eventData, result, cancellationToken);
    }
}
