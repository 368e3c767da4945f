using System.Diagnostics;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Reliability;

/// <summary>The data of a shop is copied from files to PostgreSQL.</summary>
[Requires(Part.PostgreSql)]
public sealed class DataCopyTests(PostgresServerFixture server) : IDisposable
{
    private readonly string files = Directory.CreateTempSubdirectory("files-").FullName;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_copy_from_files_to_PostgreSQL_keeps_orders_carts_and_pending_messages()
    {
        var (early, late) = (new Shopper(), new Shopper());
        string? placed;
        await using (var shop = Open())
        {
            await shop.WaitUntilReadyAsync(TestCancellation);
            await early.TryAddAsync(shop.Web);
            placed = (string?)(await early.PlaceOrderAsync(shop.Web))["orderId"];
            await early.TryAddAsync(shop.Web, quantity: 3);
            await shop.WaitForAuditAsync(TestCancellation);
            (await CopiedAsync(await server.NewDatabaseAsync())).Should().Match("1: Shop:DataDirectory: '*' is in use: another process uses *.db; stop the shop first");
        }

        await using (var doomed = Open("CP9"))
        {
            await doomed.WaitUntilReadyAsync(TestCancellation);
            await late.TryAddAsync(doomed.Web);
            (await late.OrderUntilExitAsync(doomed)).Should().Be(137, "it was killed before it delivered a message about the order");
        }

        var database = await server.NewDatabaseAsync();
        (await CopiedAsync(database)).Should().Match("0: * checkout.orders*", "the number of rows varies: an attempt that failed during a slow start is copied too");

        await using var moved = ShopProcess.Start(typeof(Host.Shop), [$"--ConnectionStrings:Postgres={database}", .. ShopInstallation.ShortIntervals]);
        await moved.WaitUntilReadyAsync(TestCancellation);
        (await moved.WaitForAuditAsync(TestCancellation)).Should().Match<AuditResult>(audit => audit.Orders == 2 && audit.Booked == 2);
        ((string?)(await early.PlaceOrderAsync(moved.Web))["orderId"]).Should().Be(placed, "its idempotency key was copied");
        (await early.CountInCartAsync(moved.Web)).Should().Be(3);

        var next = new Shopper();
        await next.TryAddAsync(moved.Web);
        (await next.PlaceOrderAsync(moved.Web)).Should().NotBeNull("generated keys continue after the copied ones");
        (await moved.WaitForAuditAsync(TestCancellation)).Orders.Should().Be(3);
    }

    [Fact]
    public async Task A_copy_to_a_database_with_data_is_rejected_and_makes_no_change()
    {
        var database = await server.NewDatabaseAsync();
        (await CopiedAsync(database)).Should().Match("1: Shop:DataDirectory: '*' has no accounting.db, *; set the directory with the data of the shop");
        await using (var shop = Open())
        {
            await shop.WaitUntilReadyAsync(TestCancellation);
            var shopper = new Shopper();
            await shopper.TryAddAsync(shop.Web);
            await shopper.TryPlaceOrderAsync(shop.Web);
            await shop.WaitForAuditAsync(TestCancellation);
        }

        (await CopiedAsync(database, "--Shop:Run=Payment")).Should().Match("0: *1 payment.ledger*");

        (await CopiedAsync(database)).Should().Be("1: ConnectionStrings:Postgres: names a server whose table payment.ledger is not empty; copy into an empty database");

        (await CopiedAsync(database, "--Shop:Run=Accounting")).Should().StartWith("0: ", "the rejected copy was rolled back");
    }

    [Fact]
    public async Task A_terminal_shows_the_progress_of_a_copy()
    {
        await using (var shop = Open())
        {
            await shop.WaitUntilReadyAsync(TestCancellation);
        }

        var command = $"dotnet {typeof(Host.Shop).Assembly.Location} copy-data --Shop:DataDirectory={files} '--ConnectionStrings:Postgres={await server.NewDatabaseAsync()}'";
        var start = new ProcessStartInfo("script", ["--quiet", "--return", "--command", command, "/dev/null"]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        start.Environment["TERM"] = "xterm";
        using var terminal = Process.Start(start)!;
        var shown = await terminal.StandardOutput.ReadToEndAsync(TestCancellation);
        await terminal.WaitForExitAsync(TestCancellation);

        terminal.ExitCode.Should().Be(0, shown);
        shown.Should().MatchRegex(@"payment\.ledger .*100%").And.Contain(" rows in all").And.Contain("\u001b[");
    }

    public void Dispose() => Directory.Delete(files, recursive: true);

    private ShopProcess Open(string? crashAt = null) => ShopProcess.Start(
        crashAt is null ? typeof(Host.Shop).Assembly.Location : ShopInstallation.FaultyHost,
        [$"--Shop:DataDirectory={files}", .. ShopInstallation.ShortIntervals],
        crashAt is null ? null : new Dictionary<string, string> { ["SHOP_TEST_CRASH_AT"] = crashAt });

    private async Task<string> CopiedAsync(string database, params string[] more)
    {
        await using var copy = ShopProcess.Start(typeof(Host.Shop), ["copy-data", $"--Shop:DataDirectory={files}", $"--ConnectionStrings:Postgres={database}", .. more]);
        return $"{await copy.WaitForExitAsync(TestCancellation)}: {string.Join(" / ", copy.Output.Concat(copy.Errors))}";
    }
}
