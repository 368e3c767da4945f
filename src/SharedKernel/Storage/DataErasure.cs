using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace AstronomyShop.SharedKernel.Storage;

/// <summary>What was deleted and must not be found again.</summary>
public static class DataErasure
{
    /// <summary>
    /// Makes what was deleted vanish from the database's files too, now or, when others are at work there, at one of the next calls.
    /// Costs nothing when nothing was written since the last one.
    /// </summary>
    /// <param name="db">A context of the database; no transaction of its own may be open.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task EraseDeletedAsync(this DbContext db, CancellationToken cancellationToken) => db.GetService<IDatabaseEngine>().EraseDeletedAsync(db, cancellationToken);
}
