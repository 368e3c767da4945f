using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace AstronomyShop.SharedKernel.Storage;

/// <summary>
/// Where a module writes when many may write at once. A write is committed when its task ends; one that fails leaves nothing behind, and
/// takes no other with it.
/// </summary>
/// <remarks>
/// A SQLite file has one writer at a time, and each commit waits for the disk. Those who come while another commits are a group: the first of
/// them writes for all, and they share one commit. A PostgreSQL server does that by itself.
/// </remarks>
public sealed class Writes<TContext> : IDisposable
    where TContext : DbContext
{
    private readonly ConcurrentQueue<Write> waiting = new();
    private readonly SemaphoreSlim turn = new(1);
    private readonly IDbContextFactory<TContext> database;
    private readonly IDatabaseKind kind;

    internal Writes(IDbContextFactory<TContext> database, IDatabaseKind kind)
    {
        this.database = database;
        this.kind = kind;
    }

    /// <summary>Writes, and commits.</summary>
    /// <param name="change">
    /// One statement, or changes to the context and one <c>SaveChangesAsync</c>. It waits for the database alone, since others wait for it, and
    /// does not commit.
    /// </param>
    /// <param name="cancellation">Gives up waiting. Whether it was written is not known then, as after any answer that did not come.</param>
    /// <returns>What <paramref name="change"/> returned, when it is in the database for good.</returns>
    public Task<T> Commit<T>(Func<TContext, Task<T>> change, CancellationToken cancellation = default) =>
        kind.HasOneWriter ? InGroup(change, cancellation) : ByItself(change, cancellation);

    /// <summary>As <see cref="Commit"/>, of any number of statements; another write for the same key comes before them or after.</summary>
    /// <param name="key">What is written about: the id of a cart.</param>
    /// <param name="change">As there.</param>
    /// <param name="cancellation">As there.</param>
    public Task<T> CommitAlone<T>(string key, Func<TContext, Task<T>> change, CancellationToken cancellation = default) =>
        kind.HasOneWriter ? InGroup(change, cancellation) : Alone(key, change, cancellation);

    /// <summary>Ends it; nobody writes any more.</summary>
    public void Dispose() => turn.Dispose();

    private async Task<T> ByItself<T>(Func<TContext, Task<T>> change, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await change(db);
    }

    private async Task<T> Alone<T>(string key, Func<TContext, Task<T>> change, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await kind.LockKey(db, key, cancellation);
        var result = await change(db);
        await transaction.CommitAsync(cancellation);
        return result;
    }

    private async Task<T> InGroup<T>(Func<TContext, Task<T>> change, CancellationToken cancellation)
    {
        T result = default!;
        var mine = new Write(async db =>
        {
            cancellation.ThrowIfCancellationRequested();
            result = await change(db);
        });
        waiting.Enqueue(mine);
        await turn.WaitAsync(cancellation);
        try
        {
            // Whoever had the turn before may have written it.
            if (!mine.IsOver)
            {
                await CommitAllThatWait();
            }
        }
        finally
        {
            turn.Release();
        }

        mine.ThrowIfFailed();
        return result;
    }

    private async Task CommitAllThatWait()
    {
        var group = new List<Write>();
        while (waiting.TryDequeue(out var write))
        {
            group.Add(write);
        }

        try
        {
            await Commit(group);
            group.ForEach(write => write.IsOver = true);
        }
        catch (Exception failure)
        {
            group.ForEach(write => write.Fail(failure));
        }
    }

    private async Task Commit(List<Write> group)
    {
        await using var db = await database.CreateDbContextAsync();
        db.Database.AutoSavepointsEnabled = false;
        await using var transaction = await db.Database.BeginTransactionAsync();
        foreach (var write in group)
        {
            await write.Run(db, transaction);
            db.ChangeTracker.Clear();
        }

        await transaction.CommitAsync();
    }

    private sealed class Write(Func<TContext, Task> change)
    {
        private const string BeforeIt = "before";

        // Its spans are those of whoever asked for it, in whoever's turn it is written.
        private readonly ExecutionContext asker = ExecutionContext.Capture()!;
        private ExceptionDispatchInfo? failure;

        public bool IsOver { get; set; }

        // What is wrong with the database is so for all of the group.
        public async Task Run(TContext db, IDbContextTransaction transaction)
        {
            await transaction.CreateSavepointAsync(BeforeIt);
            try
            {
                await ForTheAsker(db);
            }
            catch (Exception its) when (!DatabaseTrouble.IsTemporary(its))
            {
                Fail(its);
                await transaction.RollbackToSavepointAsync(BeforeIt);
            }
        }

        public void Fail(Exception why)
        {
            failure ??= ExceptionDispatchInfo.Capture(why);
            IsOver = true;
        }

        public void ThrowIfFailed() => failure?.Throw();

        private Task ForTheAsker(TContext db)
        {
            var running = Task.CompletedTask;
            ExecutionContext.Run(asker, _ => running = change(db), null);
            return running;
        }
    }
}
