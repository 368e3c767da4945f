using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.SharedKernel.Persistence;

/// <summary>The database engine of the modules. All differences between engines are here; no module depends on them.</summary>
internal interface IDatabaseEngine
{
    /// <summary>The value of <c>db.system.name</c>.</summary>
    string SystemName { get; }

    /// <summary>A database has one writer at a time, and each commit waits for the disk.</summary>
    bool HasOneWriter { get; }

    /// <summary>Where the data is, for people; contains no secrets.</summary>
    string Location { get; }

    /// <param name="options">The options of the context.</param>
    /// <param name="names">The names of the module's database.</param>
    void Configure(DbContextOptionsBuilder options, DatabaseNames names);

    /// <summary>Opens a connection to an existing database without EF Core.</summary>
    /// <returns>Null when the database does not exist.</returns>
    /// <exception cref="DbException">The database cannot be opened, or is damaged.</exception>
    Task<DbConnection?> OpenAsync(DatabaseNames names, CancellationToken cancellationToken);

    /// <summary>Verifies at startup that databases can be opened.</summary>
    /// <returns>The disabled server settings that commits need to survive a crash.</returns>
    /// <exception cref="Modularity.SettingException">Databases cannot be opened.</exception>
    Task<IReadOnlyList<string>> PrepareAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Acquires the migration lock of this database until it is disposed; the lock of a killed process is released too. Creates the database if
    /// necessary.
    /// </summary>
    Task<IAsyncDisposable> LockMigrationsAsync(DbContext db, CancellationToken cancellationToken);

    /// <summary>Within a transaction: locks a key until the transaction ends.</summary>
    Task LockKeyAsync(DbContext db, string key, CancellationToken cancellationToken);

    /// <summary>The current time of the database.</summary>
    Task<DateTimeOffset> GetUtcNowAsync(DbContext db, TimeProvider localClock, CancellationToken cancellationToken);

    /// <summary>Why the database would lose or refuse commits, although it answers queries; null when the engine knows no such reason.</summary>
    string? FindProblem(DbContext db);

    /// <summary>Whether what this transaction commits would be lost.</summary>
    bool LosesCommits(DbContext db);

    /// <summary>Removes deleted rows from the database files, if the engine owns them.</summary>
    Task EraseDeletedAsync(DbContext db, CancellationToken cancellationToken);
}

/// <summary>The names of a module's database: the file is named by the service, the schema may have another public name.</summary>
internal sealed record DatabaseNames(string Service, string Schema)
{
    /// <param name="service">The module's <c>service.name</c>.</param>
    /// <param name="schema">The schema name of the public shop, if it differs from the service name.</param>
    public static DatabaseNames Of(string service, string? schema = null) => new(service, schema ?? service.Replace('-', '_'));
}
