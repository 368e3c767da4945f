using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace AstronomyShop.SharedKernel.Persistence;

/// <summary>Erases deleted data from the database files.</summary>
public static class DataErasure
{
    /// <summary>
    /// Removes deleted rows from the database's files as well; if other connections are using the database, one of the next calls does it. Does
    /// nothing when nothing was written since the last call.
    /// </summary>
    /// <param name="db">A context of the database without an open transaction.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static Task EraseDeletedAsync(this DbContext db, CancellationToken cancellationToken) => db.GetService<IDatabaseEngine>().EraseDeletedAsync(db, cancellationToken);
}
