using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Modules.Checkout;

/// <summary>Limits the number of SQL statements and commits of a purchase, so that an increase is noticed.</summary>
public sealed class PurchaseStatementTests
{
    // One statement deletes the messages that are delivered at the same time; on a busy machine each of the four may need a separate one.
    private const int MaxDeletions = 4;
    private const int MaxStatements = 21 + MaxDeletions;
    private const int MaxCommits = 10 + MaxDeletions;

    [Fact]
    public async Task A_purchase_of_one_product_needs_few_statements_and_commits()
    {
        using var folder = new DataFolder();
        using var recorder = new SqliteStatementRecorder(folder.Path);
        await using var shop = await CheckoutShop.OpenAsync(
            folder.Path, settings: [("Modules:Checkout:LookEvery", "00:10:00"), ("Modules:Checkout:EraseEvery", "01:00:00")]);

        // The first purchase also reads what the modules then cache: secrets, prices and the clock.
        await BuyAsync(shop);
        recorder.Clear();
        await BuyAsync(shop);

        var summary = $"{recorder.Statements.Count} statements, {recorder.Overhead} for transaction control and PRAGMAs, {recorder.Commits} commits";
        TestContext.Current.TestOutputHelper!.WriteLine($"{summary}{Environment.NewLine}{string.Join(Environment.NewLine, recorder.Statements)}");
        recorder.Statements.Should().HaveCountLessThanOrEqualTo(MaxStatements, summary);
        recorder.Commits.Should().BeLessThanOrEqualTo(MaxCommits, summary);
    }

    // Waits until every message of the order is delivered. It reads the database file without EF Core, so that the recorder does not record it.
    private static async Task BuyAsync(CheckoutShop shop)
    {
        await shop.FillAsync();
        await shop.Place();
        await Eventually.HoldsAsync(
            "the messages are delivered",
            _ => Task.FromResult(DataFolder.Read(shop.DataDirectory, "checkout", "SELECT count(*) FROM outbox") is ["0"]),
            TimeSpan.FromSeconds(30),
            CheckoutShop.TestCancellation);
    }
}
