using AstronomyShop.SharedKernel.Modules;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.SharedKernel.Storage;

/// <summary>A SQLite file per module in the data directory. One writer at a time, and all of them on one machine.</summary>
internal sealed class SqliteEngine(string dataDirectory) : IDatabaseEngine
{
    private const string AbandonedLock = "DELETE FROM __EFMigrationsLock";

    // Brings the write-ahead log into the file, where a deleted row is overwritten, and empties it. Writers wait meanwhile, so it waits
    // for nobody itself: there is a next time.
    private const string EmptyLog = "PRAGMA busy_timeout = 20; PRAGMA wal_checkpoint(TRUNCATE)";

    public string SystemName => "sqlite";

    public bool HasOneWriter => true;

    public string Location => dataDirectory;

    public void Configure(DbContextOptionsBuilder options, DatabaseNames names) =>
        options.AddInterceptors(SqlitePragmaInterceptor.Instance).UseSqlite(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(dataDirectory, $"{names.Service}.db"),

            // Writers of one file wait for each other; a command that waited this long, in seconds, fails.
            DefaultTimeout = 5,
        }.ToString());

    public Task<IReadOnlyList<string>> PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(dataDirectory);
            var probe = Path.Combine(dataDirectory, $".probe-{Environment.ProcessId}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return Task.FromResult<IReadOnlyList<string>>([]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SettingException("Shop:DataDirectory", $"'{dataDirectory}' cannot be written to; give a folder that can");
        }
    }

    public async Task<IAsyncDisposable> LockMigrationsAsync(DbContext db, CancellationToken cancellationToken)
    {
        var file = db.Database.GetDbConnection().DataSource;
        var alone = await LockFileAsync(file + ".migration", cancellationToken);
        await DropAbandonedLockAsync(db, file, cancellationToken);
        return alone;
    }

    // The transaction has the file to itself already.
    public Task LockKeyAsync(DbContext db, string key, CancellationToken cancellationToken) => Task.CompletedTask;

    // Everybody who has the file has this machine's clock.
    public Task<DateTimeOffset> GetUtcNowAsync(DbContext db, TimeProvider localClock, CancellationToken cancellationToken) => Task.FromResult(localClock.GetUtcNow());

    public async Task EraseDeletedAsync(DbContext db, CancellationToken cancellationToken)
    {
        var connection = db.Database.GetDbConnection();
        if (new FileInfo($"{connection.DataSource}-wal") is not { Exists: true, Length: > 0 })
        {
            return;
        }

        // Not by EF Core, which would tell of it as of a question that somebody asked.
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using var empty = connection.CreateCommand();
        empty.CommandText = EmptyLog;
        await empty.ExecuteNonQueryAsync(cancellationToken);
    }

    // Two processes that start at once migrate one after the other; the lock goes with its process, however that ends.
    private static async Task<FileStream> LockFileAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
            }
        }
    }

    // EF Core's own lock is a row, which a killed process leaves behind for ever. Under our lock any such row is abandoned.
    private static async Task DropAbandonedLockAsync(DbContext db, string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            return;
        }

        var tables = await db.Database
            .SqlQuery<string>($"SELECT name AS \"Value\" FROM sqlite_master WHERE name = '__EFMigrationsLock'")
            .ToListAsync(cancellationToken);
        if (tables.Count > 0)
        {
            await db.Database.ExecuteSqlRawAsync(AbandonedLock, cancellationToken);
        }
    }
}
