using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace AstronomyShop.SharedKernel.Persistence;

/// <summary>
/// Batches concurrent writes of one module into a single commit: on SQLite all, on PostgreSQL those that may be repeated. A write is committed
/// when its task completes; a failed write is rolled back and does not affect the other writes of the batch.
/// </summary>
/// <remarks>
/// A SQLite file has one writer at a time, and each commit waits for the disk. Writes that arrive during a commit form a group: the first of
/// them executes all writes of the group, and they share one commit. PostgreSQL groups commits itself, but each costs a transaction.
/// </remarks>
public sealed class GroupCommitWriter<TContext> : IDisposable
    where TContext : DbContext
{
    private readonly ConcurrentQueue<Write> waiting = new();
    private readonly SemaphoreSlim gate = new(1);
    private readonly IDbContextFactory<TContext> database;
    private readonly IDatabaseEngine kind;

    /// <summary>Creates a writer for one database.</summary>
    /// <param name="database">Creates a context for each group.</param>
    /// <param name="storage">Where the database is.</param>
    public GroupCommitWriter(IDbContextFactory<TContext> database, StorageSettings storage)
    {
        ArgumentNullException.ThrowIfNull(storage);
        this.database = database;
        kind = storage.Databases;
    }

    /// <summary>Executes a write and commits it.</summary>
    /// <param name="change">
    /// One statement, or changes to the context and one <c>SaveChangesAsync</c>. It must await nothing but the database, since other writes wait
    /// for it, and must not commit.
    /// </param>
    /// <param name="cancellationToken">Stops waiting. It is then unknown whether the write was committed, as after any lost response.</param>
    /// <returns>The result of <paramref name="change"/>, after the commit.</returns>
    public Task<T> ExecuteAsync<T>(Func<TContext, Task<T>> change, CancellationToken cancellationToken = default) =>
        kind.HasOneWriter ? EnqueueAsync(change, cancellationToken) : ExecuteSingleAsync(change, cancellationToken);

    /// <summary>As <see cref="ExecuteAsync"/>, for a write whose repetition changes nothing: it shares a commit on PostgreSQL too.</summary>
    /// <inheritdoc cref="ExecuteAsync"/>
    public Task<T> ExecuteIdempotentAsync<T>(Func<TContext, Task<T>> change, CancellationToken cancellationToken = default) => EnqueueAsync(change, cancellationToken);

    /// <summary>As <see cref="ExecuteAsync"/>, for any number of statements; writes with the same key are executed one after the other.</summary>
    /// <param name="key">The key of the written entity, such as the id of a cart.</param>
    /// <param name="change">As in <see cref="ExecuteAsync"/>.</param>
    /// <param name="cancellationToken">As in <see cref="ExecuteAsync"/>.</param>
    public Task<T> ExecuteExclusiveAsync<T>(string key, Func<TContext, Task<T>> change, CancellationToken cancellationToken = default) =>
        kind.HasOneWriter ? EnqueueAsync(change, cancellationToken) : ExecuteWithLockAsync(key, change, cancellationToken);

    /// <summary>Disposes the writer; it must not be used any more.</summary>
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
            // The previous leader may have executed this write already.
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

        await CommitAsync(group);
    }

    private async Task CommitAsync(List<Write> group)
    {
        try
        {
            await ExecuteAsync(group);
            group.ForEach(write => write.IsCompleted = true);
        }
        catch (Exception exception) when (group.Count > 1 && !kind.HasOneWriter && !DatabaseErrors.IsTemporary(exception))
        {
            // After an error PostgreSQL executes nothing more in the transaction. A savepoint for each write would cost more than this, which is rare.
            foreach (var write in group)
            {
                await CommitAsync([write]);
            }
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
        await using var transaction = kind.HasOneWriter || group.Count > 1 ? await db.Database.BeginTransactionAsync() : null;
        foreach (var write in group)
        {
            await (group.Count > 1 && kind.HasOneWriter ? write.RunIsolatedAsync(db, transaction!) : write.RunAsync(db));
            db.ChangeTracker.Clear();
        }

        await (kind.LosesCommits(db) ? throw SqliteFiles.Lost() : transaction?.CommitAsync() ?? Task.CompletedTask);
    }

    private sealed class Write(Func<TContext, Task> change)
    {
        private const string SavepointName = "before";

        // Spans of the write belong to its caller, also when another caller executes it.
        private readonly ExecutionContext callerContext = ExecutionContext.Capture()!;
        private ExceptionDispatchInfo? failure;

        public bool IsCompleted { get; set; }

        // A database error affects the whole group.
        public async Task RunIsolatedAsync(TContext db, IDbContextTransaction transaction)
        {
            await transaction.CreateSavepointAsync(SavepointName);
            try
            {
                await RunAsync(db);
            }
            catch (Exception exception) when (!DatabaseErrors.IsTemporary(exception))
            {
                Fail(exception);
                await transaction.RollbackToSavepointAsync(SavepointName);
            }
        }

        public Task RunAsync(TContext db)
        {
            var running = Task.CompletedTask;
            ExecutionContext.Run(callerContext, _ => running = change(db), null);
            return running;
        }

        public void Fail(Exception exception)
        {
            failure ??= ExceptionDispatchInfo.Capture(exception);
            IsCompleted = true;
        }

        public void ThrowIfFailed() => failure?.Throw();
    }
}
