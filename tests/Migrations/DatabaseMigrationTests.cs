using System.Text.RegularExpressions;
using AstronomyShop.SharedKernel.Persistence;
using AstronomyShop.Tests.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace AstronomyShop.Tests.Migrations;

/// <summary>
/// The migrations of each module create the database that its model expects, from the first start on. The tests loop over the contexts instead of using
/// theory data, because a subset of the modules may have no database; the first test checks that all contexts are found.
/// </summary>
public sealed partial class DatabaseMigrationTests : IDisposable
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("migrations-");

    [Fact]
    public void The_database_of_every_module_is_found() =>
        FoundContexts.All.Select(context => context.Name).Should().BeEquivalentTo(ContextsInTheSources());

    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public void Every_model_change_has_a_migration(string kind) =>
        FoundContexts.All.Where(context => HasPendingChanges(context, kind)).Should().BeEmpty(
            "each model change needs one migration for each kind of database, added by: dotnet ef migrations add <Change> --project src/Modules/<Module>"
            + " --startup-project tests/Migrations --context <Context> --output-dir Migrations/Sqlite (or Migrations/Postgres, and at the end: -- postgres)");

    [Fact]
    public async Task Every_database_can_be_created_as_a_file()
    {
        foreach (var context in FoundContexts.All)
        {
            await CanBeCreatedAsync(context, Storage("Shop:DataDirectory", data.FullName));
        }
    }

    [Fact]
    [Requires(Part.PostgreSql)]
    public async Task Every_database_can_be_created_as_a_schema()
    {
        await using var server = await PostgresServer.StartAsync();
        foreach (var context in FoundContexts.All)
        {
            await CanBeCreatedAsync(context, Storage("ConnectionStrings:Postgres", server.ConnectionString));
        }
    }

    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public void A_missing_migration_is_reported(string kind) => HasPendingChanges(typeof(UnmigratedDbContext), kind).Should().BeTrue();

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        data.Delete(recursive: true);
    }

    private static async Task CanBeCreatedAsync(Type context, StorageSettings storage)
    {
        await using var db = FoundContexts.Open(context, storage, context.Name.ToLowerInvariant());
        await DatabaseMigration.RunAsync(db, storage, TestContext.Current.CancellationToken);

        var applied = await db.Database.GetAppliedMigrationsAsync(TestContext.Current.CancellationToken);
        applied.Should().NotBeEmpty("{0} must have migrations", db);
        (await db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken)).Should().BeEmpty();
    }

    // No database is needed: the model of the code is compared with the model of the migrations.
    private bool HasPendingChanges(Type context, string kind)
    {
        using var db = FoundContexts.Open(context, kind == "Sqlite" ? Storage("Shop:DataDirectory", data.FullName) : Storage("ConnectionStrings:Postgres", "Host=nobody"));
        return db.Database.HasPendingModelChanges();
    }

    private static StorageSettings Storage(string key, string value) => new(new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build());

    private static IEnumerable<string> ContextsInTheSources() =>
        Directory.EnumerateFiles(ModuleSources(new DirectoryInfo(AppContext.BaseDirectory)), "*Module.cs", SearchOption.AllDirectories)
            .SelectMany(file => AddsDatabase().Matches(File.ReadAllText(file)))
            .Select(added => added.Groups["context"].Value);

    private static string ModuleSources(DirectoryInfo? directory) =>
        directory is null ? throw new InvalidOperationException("The sources of the modules are not in a parent directory of this test")
        : Path.Combine(directory.FullName, "src", "Modules") is var sources && Directory.Exists(sources) ? sources
        : ModuleSources(directory.Parent);

    [GeneratedRegex(@"\.AddDatabase<(?<context>\w+)>\(")]
    private static partial Regex AddsDatabase();
}
