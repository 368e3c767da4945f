using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Reliability;

/// <summary>A shop that outgrew its files goes on with PostgreSQL where it stopped.</summary>
[Requires(Part.PostgreSql)]
public sealed class TakingTheDataAlong(Server server) : IDisposable
{
    private readonly string files = Directory.CreateTempSubdirectory("files-").FullName;

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_files_to_a_server_keeps_orders_carts_and_what_is_still_to_be_told()
    {
        var (early, late) = (new Shopper(), new Shopper());
        string? placed;
        await using (var shop = Open())
        {
            await shop.Ready(Test);
            await early.TryAdd(shop.Web);
            placed = (string?)(await early.TryBuy(shop.Web))!["orderId"];
            await early.TryAdd(shop.Web, quantity: 3);
            await shop.Settled(Test);
            (await Copied(await server.NewDatabase())).Should().Match("1: Shop:DataDirectory: '*' is in use: another process uses *.db; stop the shop first");
        }

        await using (var doomed = Open("CP9"))
        {
            await doomed.Ready(Test);
            await late.TryAdd(doomed.Web);
            await late.TryBuy(doomed.Web);
            (await doomed.Ended(Test)).Should().Be(137, "it was killed before it told anybody of the order");
        }

        var database = await server.NewDatabase();
        (await Copied(database)).Should().Match("0: *        2 checkout.orders*");

        await using var moved = ShopProcess.Start(typeof(Host.Shop), [$"--ConnectionStrings:Postgres={database}", .. Premises.Hasty]);
        await moved.Ready(Test);
        (await moved.Settled(Test)).Should().Match<Audit>(audit => audit.Orders == 2 && audit.Booked == 2 && audit.Refunds == 0);
        ((string?)(await early.TryBuy(moved.Web))!["orderId"]).Should().Be(placed, "its key is known");
        (await early.InCart(moved.Web)).Should().Be(3);

        var next = new Shopper();
        await next.TryAdd(moved.Web);
        (await next.TryBuy(moved.Web)).Should().NotBeNull("keys that the server counts go on behind those that came along");
        (await moved.Settled(Test)).Orders.Should().Be(3);
    }

    [Fact]
    public async Task Is_refused_where_there_is_data_already_and_changes_nothing_then()
    {
        var database = await server.NewDatabase();
        (await Copied(database)).Should().Match("1: Shop:DataDirectory: '*' has no accounting.db, *; set the directory with the data of the shop");
        await using (var shop = Open())
        {
            await shop.Ready(Test);
            var shopper = new Shopper();
            await shopper.TryAdd(shop.Web);
            await shopper.TryBuy(shop.Web);
            await shop.Settled(Test);
        }

        (await Copied(database, "--Shop:Run=Payment")).Should().Match("0: *1 payment.ledger*");

        (await Copied(database)).Should().Be("1: ConnectionStrings:Postgres: names a server whose table payment.fingerprint_secret is not empty; copy into an empty database");

        (await Copied(database, "--Shop:Run=Accounting")).Should().StartWith("0: ", "what came before the refusal was taken back");
    }

    public void Dispose() => Directory.Delete(files, recursive: true);

    private ShopProcess Open(string? crashAt = null) => ShopProcess.Start(
        typeof(Host.Shop), [$"--Shop:DataDirectory={files}", .. Premises.Hasty], crashAt is null ? null : new Dictionary<string, string> { ["SHOP_TEST_CRASH_AT"] = crashAt });

    private async Task<string> Copied(string database, params string[] more)
    {
        await using var copy = ShopProcess.Start(typeof(Host.Shop), ["--copy-data", $"--Shop:DataDirectory={files}", $"--ConnectionStrings:Postgres={database}", .. more]);
        return $"{await copy.Ended(Test)}: {string.Join(" / ", copy.Output.Concat(copy.Errors))}";
    }
}
