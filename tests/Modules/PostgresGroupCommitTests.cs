using AstronomyShop.Modules.FraudDetection;
using AstronomyShop.SharedKernel.Persistence;
using AstronomyShop.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace AstronomyShop.Tests.Modules;

/// <summary>Concurrent idempotent writes to one PostgreSQL database share commits and are otherwise independent.</summary>
[Requires(Part.PostgreSql)]
public sealed class PostgresGroupCommitTests : IAsyncLifetime
{
    private readonly TaskCompletionSource firstMayEnd = new();
    private PostgresServer server = null!;
    private PooledDbContextFactory<FraudDetectionDbContext> database = null!;
    private GroupCommitWriter<FraudDetectionDbContext> writes = null!;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await PostgresServer.StartAsync();
        var storage = new StorageSettings(new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Postgres", server.ConnectionString)]).Build());
        var options = new DbContextOptionsBuilder<FraudDetectionDbContext>();
        storage.Configure(options, "public");
        database = new(options.Options);
        writes = new(database, storage);
        await using var db = await database.CreateDbContextAsync(TestCancellation);
        await db.Database.ExecuteSqlRawAsync("CREATE TABLE kept (name text PRIMARY KEY)", TestCancellation);
    }

    public async ValueTask DisposeAsync()
    {
        writes?.Dispose();
        await (server?.DisposeAsync() ?? default);
    }

    [Fact]
    public async Task Writes_queued_during_a_commit_are_committed_together()
    {
        await Task.WhenAll(WhileTheFirstWrites("b", "c", "d"));

        (await RowsAsync()).Should().Equal("a", "b", "c", "d");
        (await ReadAsync("SELECT count(DISTINCT xmin::text)::text FROM kept")).Should().Equal("2");
    }

    [Fact]
    public async Task A_rejected_write_fails_alone()
    {
        var requested = WhileTheFirstWrites("b", "b", "d");

        (await requested[2].Awaiting(twice => twice).Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.UniqueViolation);
        await Task.WhenAll(requested[0], requested[1], requested[3]);

        (await RowsAsync()).Should().Equal("a", "b", "d");
    }

    [Fact]
    public async Task A_lost_connection_fails_every_write_of_the_batch()
    {
        var requested = WhileTheFirstWrites("b", "SELECT pg_terminate_backend(pg_backend_pid())", "d");

        await requested[0];
        foreach (var lost in requested[1..])
        {
            (await lost.Awaiting(one => one).Should().ThrowAsync<Exception>()).Which.Should().Match<Exception>(exception => DatabaseErrors.IsTemporary(exception));
        }

        (await RowsAsync()).Should().Equal("a");
    }

    // The other writes are queued while the first one runs, so they cannot be part of its commit.
    private Task<int>[] WhileTheFirstWrites(params string[] others)
    {
        Task<int>[] requested = [HoldFirstWriteAsync(), .. others.Select(other => writes.ExecuteIdempotentAsync(Keep(other), TestCancellation))];
        firstMayEnd.SetResult();
        return requested;
    }

    private Task<int> HoldFirstWriteAsync() => writes.ExecuteIdempotentAsync(
        async db =>
        {
            await firstMayEnd.Task;
            return await Keep("a")(db);
        },
        TestCancellation);

    private Task<List<string>> RowsAsync() => ReadAsync("SELECT name FROM kept ORDER BY name");

    private async Task<List<string>> ReadAsync(string sql)
    {
        await using var db = await database.CreateDbContextAsync(TestCancellation);
        return await db.Database.SqlQueryRaw<string>(sql).ToListAsync(TestCancellation);
    }

    private static Func<FraudDetectionDbContext, Task<int>> Keep(string name) => db => name.StartsWith("SELECT", StringComparison.Ordinal)
        ? db.Database.ExecuteSqlRawAsync(name, TestCancellation)
        : db.Database.ExecuteSqlAsync($"INSERT INTO kept (name) VALUES ({name})", TestCancellation);
}
