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
public sealed class GroupCommitWriter<TContext> : IDisposable
    where TContext : DbContext
{
    private readonly ConcurrentQueue<Write> waiting = new();
    private readonly SemaphoreSlim gate = new(1);
    private readonly IDbContextFactory<TContext> database;
    private readonly IDatabaseEngine kind;

    internal GroupCommitWriter(IDbContextFactory<TContext> database, IDatabaseEngine engine)
    {
        this.database = database;
        this.kind = engine;
    }

    /// <summary>Writes, and commits.</summary>
    /// <param name="change">
    /// One statement, or changes to the context and one <c>SaveChangesAsync</c>. It waits for the database alone, since others wait for it, and
    /// does not commit.
    /// </param>
    /// <param name="cancellationToken">Gives up waiting. Whether it was written is not known then, as after any answer that did not come.</param>
    /// <returns>What <paramref name="change"/> returned, when it is in the database for good.</returns>
    public Task<T> ExecuteAsync<T>(Func<TContext, Task<T>> change, CancellationToken cancellationToken = default) =>
        kind.HasOneWriter ? EnqueueAsync(change, cancellationToken) : ExecuteSingleAsync(change, cancellationToken);

    /// <summary>As <see cref="ExecuteAsync"/>, of any number of statements; another write for the same key comes before them or after.</summary>
    /// <param name="key">What is written about: the id of a cart.</param>
    /// <param name="change">As there.</param>
    /// <param name="cancellationToken">As there.</param>
    public Task<T> ExecuteExclusiveAsync<T>(string key, Func<TContext, Task<T>> change, CancellationToken cancellationToken = default) =>
        kind.HasOneWriter ? EnqueueAsync(change, cancellationToken) : ExecuteWithLockAsync(key, change, cancellationToken);

    /// <summary>Ends it; nobody writes any more.</summary>
    public void Dispose() => gate.Dispose();

    private async Task<T> ExecuteSingleAsync<T>(Func<TContext, Task<T>> change, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await change(db);
    }

    private async Task<T> ExecuteWithLockAsync<T>(string key, Func<TContext, Task<T>> change, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await kind.LockKeyAsync(db, key, cancellationToken);
        var result = await change(db);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    private async Task<T> EnqueueAsync<T>(Func<TContext, Task<T>> change, CancellationToken cancellationToken)
    {
        T result = default!;
        var write = new Write(async db =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            result = await change(db);
        });
        waiting.Enqueue(write);
        await gate.WaitAsync(cancellationToken);
        try
        {
            // Whoever had the turn before may have written it.
            if (!write.IsCompleted)
            {
                await CommitWaitingAsync();
            }
        }
        finally
        {
            gate.Release();
        }

        write.ThrowIfFailed();
        return result;
    }

    private async Task CommitWaitingAsync()
    {
        var group = new List<Write>();
        while (waiting.TryDequeue(out var write))
        {
            group.Add(write);
        }

        try
        {
            await ExecuteAsync(group);
            group.ForEach(write => write.IsCompleted = true);
        }
        catch (Exception exception)
        {
            group.ForEach(write => write.Fail(exception));
        }
    }

    private async Task ExecuteAsync(List<Write> group)
    {
        await using var db = await database.CreateDbContextAsync();
        db.Database.AutoSavepointsEnabled = false;
        await using var transaction = await db.Database.BeginTransactionAsync();
        foreach (var write in group)
        {
            await write.RunAsync(db, transaction);
            db.ChangeTracker.Clear();
        }

        await transaction.CommitAsync();
    }

    private sealed class Write(Func<TContext, Task> change)
    {
        private const string SavepointName = "before";

        // Its spans are those of whoever asked for it, in whoever's turn it is written.
        private readonly ExecutionContext callerContext = ExecutionContext.Capture()!;
        private ExceptionDispatchInfo? failure;

        public bool IsCompleted { get; set; }

        // What is wrong with the database is so for all of the group.
        public async Task RunAsync(TContext db, IDbContextTransaction transaction)
        {
            await transaction.CreateSavepointAsync(SavepointName);
            try
            {
                await RunInCallerContextAsync(db);
            }
            catch (Exception exception) when (!DatabaseErrors.IsTemporary(exception))
            {
                Fail(exception);
                await transaction.RollbackToSavepointAsync(SavepointName);
            }
        }

        public void Fail(Exception exception)
        {
            failure ??= ExceptionDispatchInfo.Capture(exception);
            IsCompleted = true;
        }

        public void ThrowIfFailed() => failure?.Throw();

        private Task RunInCallerContextAsync(TContext db)
        {
            var running = Task.CompletedTask;
            ExecutionContext.Run(callerContext, _ => running = change(db), null);
            return running;
        }
    }
}
