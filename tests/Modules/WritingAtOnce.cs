using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using AstronomyShop.Modules.Shipping;
using AstronomyShop.SharedKernel.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AstronomyShop.Tests.Modules;

/// <summary>Many write to one file at once: they share their commits, and nothing else.</summary>
public sealed class WritingAtOnce : IAsyncLifetime
{
    private const int DiskFull = 13;

    private readonly string data = Directory.CreateTempSubdirectory("shop-").FullName;
    private readonly CountedCommits commits = new();
    private readonly TaskCompletionSource firstMayEnd = new();
    private Books books = null!;
    private GroupCommitWriter<ShippingDbContext> writes = null!;

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        books = new Books(new DbContextOptionsBuilder<ShippingDbContext>().UseSqlite($"Data Source={Path.Combine(data, "shipping.db")};Pooling=False").AddInterceptors(commits).Options);
        writes = new GroupCommitWriter<ShippingDbContext>(books, new SqliteEngine(data));
        await using var db = books.CreateDbContext();
        await db.Database.EnsureCreatedAsync(Test);
        commits.Count = 0;
    }

    public ValueTask DisposeAsync()
    {
        writes?.Dispose();
        Directory.Delete(data, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Those_who_came_while_another_wrote_are_committed_together()
    {
        var asked = WhileTheFirstWrites(Ship("b"), Ship("c"), Ship("d"));

        await Task.WhenAll(asked);

        commits.Count.Should().Be(2);
        (await Shipped()).Should().BeEquivalentTo("a", "b", "c", "d");
    }

    [Fact]
    public async Task What_one_may_not_write_is_no_ones_fault_but_theirs()
    {
        var asked = WhileTheFirstWrites(Ship("b"), Ship("b"), Ship("d"));

        await asked[1];
        (await asked[2].Awaiting(twice => twice).Should().ThrowAsync<DbUpdateException>()).Which.IsUniqueViolation().Should().BeTrue();
        await asked[3];

        (await Shipped()).Should().BeEquivalentTo("a", "b", "d");
    }

    [Fact]
    public async Task Who_fails_half_way_leaves_nothing()
    {
        var asked = WhileTheFirstWrites(
            async db =>
            {
                await Ship("b")(db);
                throw new InvalidOperationException("after the half of it");
            },
            Ship("c"));

        await asked[1].Awaiting(half => half).Should().ThrowAsync<InvalidOperationException>();
        await asked[2];

        (await Shipped()).Should().BeEquivalentTo("a", "c");
    }

    [Fact]
    public async Task A_disk_that_is_full_is_full_for_all_and_nobody_is_told_otherwise()
    {
        var asked = WhileTheFirstWrites(Ship("b"), _ => throw new SqliteException("database or disk is full", DiskFull), Ship("d"));

        await asked[0];
        foreach (var lost in asked[1..])
        {
            (await lost.Awaiting(one => one).Should().ThrowAsync<SqliteException>()).Which.SqliteErrorCode.Should().Be(DiskFull);
        }

        (await Shipped()).Should().BeEquivalentTo("a");
        await writes.ExecuteAsync(Ship("e"), Test);
        (await Shipped()).Should().BeEquivalentTo("a", "e");
    }

    [Fact]
    public async Task Who_gives_up_in_line_has_written_nothing_and_holds_up_nobody()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Test);
        var (first, impatient, last) = (Hold(), writes.ExecuteAsync(Ship("b"), patience.Token), writes.ExecuteAsync(Ship("c"), Test));

        await patience.CancelAsync();
        await impatient.Awaiting(one => one).Should().ThrowAsync<OperationCanceledException>();
        firstMayEnd.SetResult();
        await Task.WhenAll(first, last);

        (await Shipped()).Should().BeEquivalentTo("a", "c");
    }

    [Fact]
    public async Task What_is_written_belongs_to_the_trace_of_whoever_asked()
    {
        var seen = new ConcurrentQueue<string?>();
        Task[] asked = [Ask("first"), Ask("second"), Ask("third")];
        firstMayEnd.SetResult();

        await Task.WhenAll(asked);

        seen.Should().Equal("first", "second", "third");

        Task<int> Ask(string asker)
        {
            using var span = new Activity(asker).Start();
            return writes.ExecuteAsync(
                async _ =>
                {
                    await firstMayEnd.Task;
                    seen.Enqueue(Activity.Current?.OperationName);
                    return 0;
                },
                Test);
        }
    }

    // The others have asked before the first is done, so they cannot have been written with it.
    private Task<int>[] WhileTheFirstWrites(params Func<ShippingDbContext, Task<int>>[] others)
    {
        Task<int>[] asked = [Hold(), .. others.Select(other => writes.ExecuteAsync(other, Test))];
        firstMayEnd.SetResult();
        return asked;
    }

    private Task<int> Hold() => writes.ExecuteAsync(
        async db =>
        {
            await firstMayEnd.Task;
            return await Ship("a")(db);
        },
        Test);

    private async Task<List<string>> Shipped()
    {
        await using var db = books.CreateDbContext();
        return await db.Shipments.Select(shipment => shipment.TrackingId).ToListAsync(Test);
    }

    private static Func<ShippingDbContext, Task<int>> Ship(string key) => db =>
    {
        db.Add(new Shipment { TrackingId = key, IdempotencyKey = key, ShippedAt = 0, ItemCount = 1, Country = "" });
        return db.SaveChangesAsync(Test);
    };

    private sealed class Books(DbContextOptions<ShippingDbContext> options) : IDbContextFactory<ShippingDbContext>
    {
        public ShippingDbContext CreateDbContext() => new(options);
    }

    private sealed class CountedCommits : DbTransactionInterceptor
    {
        public int Count { get; set; }

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Count++;
            return Task.CompletedTask;
        }
    }
}
