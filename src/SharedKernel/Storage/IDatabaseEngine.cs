using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.SharedKernel.Storage;

/// <summary>Which databases the modules have. All that differs between one kind and another is here; no module asks.</summary>
internal interface IDatabaseEngine
{
    /// <summary>As <c>db.system.name</c> says it.</summary>
    string SystemName { get; }

    /// <summary>Writers of one database come one after the other, each with a commit that waits for the disk.</summary>
    bool HasOneWriter { get; }

    /// <summary>Where the data is, for people. Without secrets.</summary>
    string Location { get; }

    /// <param name="options">The options of the context.</param>
    /// <param name="names">What the module's database is called.</param>
    void Configure(DbContextOptionsBuilder options, DatabaseNames names);

    /// <summary>Makes sure, before anything starts, that there can be databases.</summary>
    /// <returns>What is switched off there that makes a commit survive a crash.</returns>
    /// <exception cref="Modules.SettingException">There cannot.</exception>
    Task<IReadOnlyList<string>> PrepareAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Keeps everybody else from migrating this database until it is disposed of; a killed process lets go too. Afterwards there is
    /// something to migrate, if only an empty one.
    /// </summary>
    Task<IAsyncDisposable> LockMigrationsAsync(DbContext db, CancellationToken cancellationToken);

    /// <summary>Within a transaction: whoever comes second with the same key waits until the first is done.</summary>
    Task LockKeyAsync(DbContext db, string key, CancellationToken cancellationToken);

    /// <summary>The time where the database is.</summary>
    Task<DateTimeOffset> GetUtcNowAsync(DbContext db, TimeProvider localClock, CancellationToken cancellationToken);

    /// <summary>Takes what was deleted out of the files as well, where those are ours.</summary>
    Task EraseDeletedAsync(DbContext db, CancellationToken cancellationToken);
}

/// <summary>What a module's database is called: as a file by its service, as a schema by the name others may read it under.</summary>
internal sealed record DatabaseNames(string Service, string Schema)
{
    /// <param name="service">The module's <c>service.name</c>.</param>
    /// <param name="schema">The public shop's name for the schema, where it has one that is not the service's.</param>
    public static DatabaseNames Of(string service, string? schema = null) => new(service, schema ?? service.Replace('-', '_'));
}
