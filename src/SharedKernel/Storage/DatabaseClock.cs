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
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(5);

    private readonly Func<CancellationToken, Task<DateTimeOffset>> ask;
    private readonly TimeProvider own;
    private Answer? last;

    private DatabaseClock(Func<CancellationToken, Task<DateTimeOffset>> ask, TimeProvider own)
    {
        this.ask = ask;
        this.own = own;
    }

    /// <summary>The time now, in Unix milliseconds.</summary>
    public async ValueTask<long> Now(CancellationToken cancellation = default)
    {
        if (last is not { } answer || own.GetElapsedTime(answer.HeardAt) >= AskAgainAfter)
        {
            // Counted from when the answer is here: this time may lag behind the database's, and is never ahead of it.
            var time = await ask(cancellation);
            last = answer = new Answer(time, own.GetTimestamp());
        }

        return (answer.Time + own.GetElapsedTime(answer.HeardAt)).ToUnixTimeMilliseconds();
    }

    internal static DatabaseClock Of<TContext>(IDbContextFactory<TContext> database, TimeProvider own)
        where TContext : DbContext => new(
        async cancellation =>
        {
            await using var db = await database.CreateDbContextAsync(cancellation);
            return await db.GetService<IDatabaseKind>().Now(db, own, cancellation);
        },
        own);

    private sealed record Answer(DateTimeOffset Time, long HeardAt);
}
