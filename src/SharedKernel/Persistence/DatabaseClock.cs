using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace AstronomyShop.SharedKernel.Persistence;

/// <summary>
/// The time by which the replicas of a module coordinate leases: the time of their shared database, not of the machine of each replica. The
/// database is queried now and then; in between, the monotonic time of this machine is added, so that changes of its clock have no effect.
/// </summary>
public sealed class DatabaseClock
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(5);

    private readonly Func<CancellationToken, Task<DateTimeOffset>> queryTime;
    private readonly TimeProvider localClock;
    private Reading? last;

    private DatabaseClock(Func<CancellationToken, Task<DateTimeOffset>> queryTime, TimeProvider localClock) => (this.queryTime, this.localClock) = (queryTime, localClock);

    /// <summary>The current time in Unix milliseconds.</summary>
    public async ValueTask<long> GetUtcNowAsync(CancellationToken cancellationToken = default)
    {
        if (last is not { } answer || localClock.GetElapsedTime(answer.Timestamp) >= RefreshInterval)
        {
            // Counted from the arrival of the response: this time may be behind the database's time, but never ahead.
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
