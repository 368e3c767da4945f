using AstronomyShop.Modules.Accounting;
using AstronomyShop.Modules.Accounting.Bookings;
using AstronomyShop.SharedKernel.Persistence;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Configuration;

namespace AstronomyShop.Tests.Modules.Checkout;

/// <summary>The statements that are SQL and not LINQ have the same results on PostgreSQL that the other tests in this folder verify on SQLite.</summary>
[Requires(Part.PostgreSql)]
public sealed class PostgresPurchaseTests
{
    private const string Key = "ConnectionStrings:Postgres";

    [Fact]
    public async Task A_purchase_on_PostgreSQL_has_the_same_results()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var shop = await CheckoutShop.OpenAsync(settings: [(Key, server.ConnectionString)]);
        await FillInStepsAsync(shop);
        (await shop.CartLinesAsync()).Select(line => (line.ProductId, line.Quantity)).Should().Equal((CheckoutShop.Flashlight, 4), (CheckoutShop.Explorascope, 1));

        var order = (await shop.Place("key-1")).Order;

        (await shop.CartLinesAsync()).Should().BeEmpty();
        (await shop.Place("key-1")).Order.Should().Be(order);
        await RejectedCall.NamingAsync(shop.Place("key-1", but: other => other.Email = "other@example.com"), IdempotencyKey.Header);
        var booked = await Eventually.FindAsync(
            "the order is booked",
            async cancellationToken => (await shop.Ledger.ListBookedOrdersAsync(new(), cancellationToken: cancellationToken)).Orders.SingleOrDefault(),
            TimeSpan.FromSeconds(30),
            CheckoutShop.TestCancellation);
        booked.Order.Should().Be(order);
        await Eventually.HoldsAsync("the audit holds", async _ => (await shop.AuditAsync()).Holds, TimeSpan.FromSeconds(30), CheckoutShop.TestCancellation);
        await BookAgainAsync(server, order.OrderId);
    }

    [Fact]
    public async Task A_double_click_on_PostgreSQL_is_not_logged_as_an_error()
    {
        using var logs = new RecordingLoggerProvider();
        await using var server = await PostgresServer.StartAsync();
        await using var shop = await CheckoutShop.OpenAsync(settings: [(Key, server.ConnectionString)], configure: logs.AddTo);
        await shop.FillAsync();
        var key = Guid.NewGuid().ToString();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shop.Place(key).ResponseAsync));

        logs.Errors.Should().BeEmpty();
    }

    private static async Task FillInStepsAsync(CheckoutShop shop)
    {
        await shop.FillAsync(quantity: 2);
        await shop.FillAsync(CheckoutShop.Explorascope);
        await shop.FillAsync(quantity: 3);
        await RejectedCall.NamingAsync(shop.Carts.AddItemAsync(new() { UserId = shop.UserId, Item = new() { ProductId = CheckoutShop.Flashlight, Quantity = 95 } }), "item.quantity");
        await shop.FillAsync(quantity: -1);
    }

    private static async Task BookAgainAsync(PostgresServer server, string orderId)
    {
        var storage = new StorageSettings(new ConfigurationBuilder().AddInMemoryCollection([new(Key, server.ConnectionString)]).Build());
        var options = new DbContextOptionsBuilder<AccountingDbContext>();
        storage.Configure(options, "accounting");
        var database = new PooledDbContextFactory<AccountingDbContext>(options.Options);
        using var writer = new GroupCommitWriter<AccountingDbContext>(database, storage);
        var ledger = new SalesLedger(database, writer, TimeProvider.System);
        var before = (await ledger.ReadAsync(1, null, CheckoutShop.TestCancellation)).Single();

        (await ledger.TryBookAsync(Sale.Of(TestOrders.Placed(orderId)), CheckoutShop.TestCancellation)).Should().BeFalse("another order with this id is booked");

        (await ledger.ReadAsync(1, null, CheckoutShop.TestCancellation)).Should().ContainSingle().Which.Should().BeEquivalentTo(before);
        (await ledger.TryBookAsync(Sale.Of(TestOrders.Placed("order-2")), CheckoutShop.TestCancellation)).Should().BeTrue();
    }
}
