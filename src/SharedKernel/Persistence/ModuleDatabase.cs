using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.SharedKernel.Persistence;

/// <summary>The database of a module, a service of its container.</summary>
public sealed class ModuleDatabase
{
    private readonly IDatabaseEngine engine;

    internal ModuleDatabase(Type context, DatabaseNames names, IDatabaseEngine engine) => (Context, Names, this.engine) = (context, names, engine);

    /// <summary>The type of the module's context.</summary>
    public Type Context { get; }

    internal DatabaseNames Names { get; }

    /// <summary>Executes one query without EF Core: for a read at startup, which would wait for EF Core to load.</summary>
    /// <param name="sql">A constant.</param>
    /// <param name="read">Reads one row.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The rows; none when the database does not exist.</returns>
    /// <exception cref="DbException">The query failed.</exception>
    public async Task<IReadOnlyList<T>> ReadAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(read);
        var values = new List<T>();
        await using var connection = await engine.OpenAsync(Names, cancellationToken);
        if (connection is null)
        {
            return values;
        }

        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The callers pass constants.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            values.Add(read(rows));
        }

        return values;
    }

    // Creates a context outside the module, with another data location.
    internal DbContext Open(Action<DbContextOptionsBuilder> use)
    {
        var options = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(Context))!;
        use(options);
        return (DbContext)Activator.CreateInstance(Context, options.Options)!;
    }
}
