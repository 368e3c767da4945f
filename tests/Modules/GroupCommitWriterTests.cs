using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using AstronomyShop.Modules.Shipping;
using AstronomyShop.SharedKernel.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AstronomyShop.Tests.Modules;

/// <summary>Concurrent writes to one SQLite file share commits and are otherwise independent.</summary>
public sealed class GroupCommitWriterTests : IAsyncLifetime
{
    private const int DiskFull = 13;

    private readonly string data = Directory.CreateTempSubdirectory("shop-").FullName;
    private readonly CommitCountingInterceptor commits = new();
    private readonly TaskCompletionSource firstMayEnd = new();
    private ShippingDbContextFactory books = null!;
    private GroupCommitWriter<ShippingDbContext> writes = null!;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        books = new ShippingDbContextFactory(new DbContextOptionsBuilder<ShippingDbContext>().UseSqlite($"Data Source={Path.Combine(data, "shipping.db")};Pooling=False").AddInterceptors(commits).Options);
        writes = new GroupCommitWriter<ShippingDbContext>(books, DataFolder.StorageIn(data));
        await using var db = books.CreateDbContext();
        await db.Database.EnsureCreatedAsync(TestCancellation);
        commits.Count = 0;
    }

    public ValueTask DisposeAsync()
    {
        writes?.Dispose();
        Directory.Delete(data, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Writes_queued_during_a_commit_are_committed_together()
    {
        var requested = WhileTheFirstWrites(Ship("b"), Ship("c"), Ship("d"));

        await Task.WhenAll(requested);

        commits.Count.Should().Be(2);
        (await ShippedAsync()).Should().BeEquivalentTo("a", "b", "c", "d");
    }

    [Fact]
    public async Task A_rejected_write_fails_alone()
    {
        var requested = WhileTheFirstWrites(Ship("b"), Ship("b"), Ship("d"));

        await requested[1];
        (await requested[2].Awaiting(twice => twice).Should().ThrowAsync<DbUpdateException>()).Which.IsUniqueViolation().Should().BeTrue();
        await requested[3];

        (await ShippedAsync()).Should().BeEquivalentTo("a", "b", "d");
    }

    [Fact]
    public async Task A_write_that_fails_halfway_leaves_no_rows()
    {
        var requested = WhileTheFirstWrites(
            async db =>
            {
                await Ship("b")(db);
                throw new InvalidOperationException("Simulated failure after the first insert");
            },
            Ship("c"));

        await requested[1].Awaiting(half => half).Should().ThrowAsync<InvalidOperationException>();
        await requested[2];

        (await ShippedAsync()).Should().BeEquivalentTo("a", "c");
    }

    [Fact]
    public async Task A_full_disk_fails_every_write_of_the_batch()
    {
        var requested = WhileTheFirstWrites(Ship("b"), _ => throw new SqliteException("database or disk is full", DiskFull), Ship("d"));

        await requested[0];
        foreach (var lost in requested[1..])
        {
            (await lost.Awaiting(one => one).Should().ThrowAsync<SqliteException>()).Which.SqliteErrorCode.Should().Be(DiskFull);
        }

        (await ShippedAsync()).Should().BeEquivalentTo("a");
        await writes.ExecuteAsync(Ship("e"), TestCancellation);
        (await ShippedAsync()).Should().BeEquivalentTo("a", "e");
    }

    [Fact]
    public async Task A_cancelled_write_is_skipped_and_does_not_delay_others()
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestCancellation);
        var (first, impatient, last) = (HoldFirstWriteAsync(), writes.ExecuteAsync(Ship("b"), timeout.Token), writes.ExecuteAsync(Ship("c"), TestCancellation));

        await timeout.CancelAsync();
        await impatient.Awaiting(one => one).Should().ThrowAsync<OperationCanceledException>();
        firstMayEnd.SetResult();
        await Task.WhenAll(first, last);

        (await ShippedAsync()).Should().BeEquivalentTo("a", "c");
    }

    [Fact]
    public async Task A_write_belongs_to_the_trace_of_its_caller()
    {
        var seen = new ConcurrentQueue<string?>();
        Task[] requested = [AskAsync("first"), AskAsync("second"), AskAsync("third")];
        firstMayEnd.SetResult();

        await Task.WhenAll(requested);

        seen.Should().Equal("first", "second", "third");

        Task<int> AskAsync(string caller)
        {
            using var span = new Activity(caller).Start();
            return writes.ExecuteAsync(
                async _ =>
                {
                    await firstMayEnd.Task;
                    seen.Enqueue(Activity.Current?.OperationName);
                    return 0;
                },
                TestCancellation);
        }
    }

    // The other writes are queued while the first one runs, so they cannot be part of its commit.
    private Task<int>[] WhileTheFirstWrites(params Func<ShippingDbContext, Task<int>>[] others)
    {
        Task<int>[] requested = [HoldFirstWriteAsync(), .. others.Select(other => writes.ExecuteAsync(other, TestCancellation))];
        firstMayEnd.SetResult();
        return requested;
    }

    private Task<int> HoldFirstWriteAsync() => writes.ExecuteAsync(
        async db =>
        {
            await firstMayEnd.Task;
            return await Ship("a")(db);
        },
        TestCancellation);

    private async Task<List<string>> ShippedAsync()
    {
        await using var db = books.CreateDbContext();
        return await db.Shipments.Select(shipment => shipment.TrackingId).ToListAsync(TestCancellation);
    }

    private static Func<ShippingDbContext, Task<int>> Ship(string key) => db =>
    {
        db.Add(new Shipment { TrackingId = key, IdempotencyKey = key, ShippedAt = 0, ItemCount = 1, Country = "" });
        return db.SaveChangesAsync(TestCancellation);
    };

    private sealed class ShippingDbContextFactory(DbContextOptions<ShippingDbContext> options) : IDbContextFactory<ShippingDbContext>
    {
        public ShippingDbContext CreateDbContext() => new(options);
    }

    private sealed class CommitCountingInterceptor : DbTransactionInterceptor
    {
        public int Count { get; set; }

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Count++;
            return Task.CompletedTask;
        }
    }
}
