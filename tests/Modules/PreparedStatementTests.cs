using System.Data.Common;
using AstronomyShop.Modules.Cart;
using AstronomyShop.SharedKernel.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AstronomyShop.Tests.Modules;

/// <summary>A SQLite connection keeps the commands that it has prepared.</summary>
public sealed class PreparedStatementTests : IAsyncLifetime
{
    private readonly DataFolder folder = new();
    private readonly RecordingCommandInterceptor commands = new();
    private CartDbContext db = null!;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var options = new DbContextOptionsBuilder<CartDbContext>();
        var storage = DataFolder.StorageIn(folder.Path);
        storage.Configure(options, "cart");
        db = new CartDbContext(options.AddInterceptors(commands).Options);
        await DatabaseMigration.RunAsync(db, storage, TestCancellation);
        commands.Executed.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await db.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_statement_is_prepared_once_and_executed_with_the_values_of_each_call()
    {
        await RememberAsync("order-1");
        await RememberAsync("order-2");

        commands.Executed.Should().HaveCount(2).And.OnlyContain(command => command == commands.Executed[0]);
        (await db.Removals.Select(removal => removal.Key).ToListAsync(TestCancellation)).Should().BeEquivalentTo("order-1", "order-2");
    }

    [Fact]
    public async Task A_failed_command_is_not_kept()
    {
        await RememberAsync("order-1");
        await Assert.ThrowsAsync<SqliteException>(() => RememberAsync("order-1"));
        await RememberAsync("order-2");

        commands.Executed.Distinct().Should().HaveCount(2);
    }

    [Fact]
    public async Task Two_readers_of_one_statement_do_not_share_a_command()
    {
        await RememberAsync("order-1");
        await RememberAsync("order-2");
        var pairs = new List<(string, string)>();

        await foreach (var first in db.Removals.AsNoTracking().OrderBy(removal => removal.Key).AsAsyncEnumerable().WithCancellation(TestCancellation))
        {
            await foreach (var second in db.Removals.AsNoTracking().OrderBy(removal => removal.Key).AsAsyncEnumerable().WithCancellation(TestCancellation))
            {
                pairs.Add((first.Key, second.Key));
            }
        }

        pairs.Should().Equal(("order-1", "order-1"), ("order-1", "order-2"), ("order-2", "order-1"), ("order-2", "order-2"));
    }

    private Task<int> RememberAsync(string key) =>
        db.Database.ExecuteSqlAsync($"INSERT INTO removal (user_id, key, applied_at) VALUES ({"ana"}, {key}, {1L})", TestCancellation);

    private sealed class RecordingCommandInterceptor : DbCommandInterceptor
    {
        public List<DbCommand> Executed { get; } = [];

        public override ValueTask<int> NonQueryExecutedAsync(
            DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            Executed.Add(command);
            return ValueTask.FromResult(result);
        }
    }
}
