using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace AstronomyShop.SharedKernel.Storage;

/// <summary>Transactions that have something of the database to themselves.</summary>
public static class ExclusiveTransactions
{
    /// <summary>Begins a transaction; another for the same key waits until this one has ended, so that the two never meet half-way.</summary>
    /// <param name="db">The context whose transaction it becomes.</param>
    /// <param name="key">What the transaction is about: the id of a cart.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public static async Task<IDbContextTransaction> BeginAlone(this DbContext db, string key, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.GetService<IDatabaseKind>().LockKey(db, key, cancellation);
        return transaction;
    }
}
