using System.Text.RegularExpressions;
using AstronomyShop.SharedKernel.Storage;
using AstronomyShop.Tests.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Tests.Migrations;

/// <summary>
/// A module's database is what its code expects, from the first start on. The tests loop: a part of the shop may have no database yet,
/// and the first of them knows how many there must be.
/// </summary>
public sealed partial class EveryDatabase : IDisposable
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("migrations-");

    [Fact]
    public void Of_a_module_was_found() =>
        FoundContexts.All.Select(context => context.Name).Should().BeEquivalentTo(ContextsInTheSources());

    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public void Has_a_migration_for_every_change(string kind) =>
        FoundContexts.All.Where(context => HasPendingChanges(context, kind)).Should().BeEmpty(
            "a change is written down, once for each kind of database, by: dotnet ef migrations add <Change> --project src/Modules/<Module>"
            + " --startup-project tests/Migrations --context <Context> --output-dir Migrations/Sqlite (or Migrations/Postgres, and at the end: -- postgres)");

    [Fact]
    public async Task Can_be_made_from_nothing_as_a_file()
    {
        foreach (var context in FoundContexts.All)
        {
            await CanBeMade(context, new SqliteEngine(data.FullName));
        }
    }

    [Fact]
    [Requires(Part.PostgreSql)]
    public async Task Can_be_made_from_nothing_as_a_schema()
    {
        await using var server = await PostgresServer.Start();
        foreach (var context in FoundContexts.All)
        {
            await CanBeMade(context, new PostgresEngine(server.ConnectionString));
        }
    }

    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public void That_was_forgotten_is_noticed(string kind) => HasPendingChanges(typeof(ForgottenDb), kind).Should().BeTrue();

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        data.Delete(recursive: true);
    }

    private static async Task CanBeMade(Type context, IDatabaseEngine kind)
    {
        await using var db = FoundContexts.Open(context, kind, context.Name.ToLowerInvariant());
        await DatabaseMigration.RunAsync(db, kind, TestContext.Current.CancellationToken);

        var applied = await db.Database.GetAppliedMigrationsAsync(TestContext.Current.CancellationToken);
        applied.Should().NotBeEmpty("{0} must keep its tables", db);
        (await db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken)).Should().BeEmpty();
    }

    // Nobody has to answer: what the code expects is held against what the migrations say.
    private bool HasPendingChanges(Type context, string kind)
    {
        using var db = FoundContexts.Open(context, kind == "Sqlite" ? new SqliteEngine(data.FullName) : new PostgresEngine("Host=nobody"));
        return db.Database.HasPendingModelChanges();
    }

    private static IEnumerable<string> ContextsInTheSources() =>
        Directory.EnumerateFiles(ModuleSources(new DirectoryInfo(AppContext.BaseDirectory)), "*Module.cs", SearchOption.AllDirectories)
            .SelectMany(file => AddsDatabase().Matches(File.ReadAllText(file)))
            .Select(added => added.Groups["context"].Value);

    private static string ModuleSources(DirectoryInfo? directory) =>
        directory is null ? throw new InvalidOperationException("The modules' sources are not above this test")
        : Path.Combine(directory.FullName, "src", "Modules") is var sources && Directory.Exists(sources) ? sources
        : ModuleSources(directory.Parent);

    [GeneratedRegex(@"\.AddDatabase<(?<context>\w+)>\(")]
    private static partial Regex AddsDatabase();
}
