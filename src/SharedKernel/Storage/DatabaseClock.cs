using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace AstronomyShop.SharedKernel.Storage;

/// <summary>
/// The time by which the replicas of a module agree who may work on what: that of the database they share, not that of the machine each
/// of them runs on. The database is asked now and then; in between, this machine only counts how long ago that was, which no setting of
/// its clock changes.
/// </summary>
public sealed class DatabaseClock
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(5);

    private readonly Func<CancellationToken, Task<DateTimeOffset>> queryTime;
    private readonly TimeProvider localClock;
    private Reading? last;

    private DatabaseClock(Func<CancellationToken, Task<DateTimeOffset>> ask, TimeProvider localClock)
    {
        this.queryTime = ask;
        this.localClock = localClock;
    }

    /// <summary>The time now, in Unix milliseconds.</summary>
    public async ValueTask<long> GetUtcNowAsync(CancellationToken cancellationToken = default)
    {
        if (last is not { } answer || localClock.GetElapsedTime(answer.Timestamp) >= RefreshInterval)
        {
            // Counted from when the answer is here: this time may lag behind the database's, and is never ahead of it.
            var time = await queryTime(cancellationToken);
            last = answer = new Reading(time, localClock.GetTimestamp());
        }

        return (answer.Time + localClock.GetElapsedTime(answer.Timestamp)).ToUnixTimeMilliseconds();
    }

    internal static DatabaseClock Of<TContext>(IDbContextFactory<TContext> database, TimeProvider localClock)
        where TContext : DbContext => new(
        async cancellationToken =>
        {
            await using var db = await database.CreateDbContextAsync(cancellationToken);
            return await db.GetService<IDatabaseEngine>().GetUtcNowAsync(db, localClock, cancellationToken);
        },
        localClock);

    private sealed record Reading(DateTimeOffset Time, long Timestamp);
}
