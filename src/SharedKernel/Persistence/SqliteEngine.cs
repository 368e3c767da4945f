using AstronomyShop.SharedKernel.Modularity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.SharedKernel.Persistence;

/// <summary>A SQLite file per module in the data directory, with one writer at a time, on one machine.</summary>
internal sealed class SqliteEngine(string dataDirectory) : IDatabaseEngine
{
    private const string AbandonedLock = "DELETE FROM __EFMigrationsLock";

    // Checkpoints the write-ahead log, so that deleted rows are overwritten in the file, and truncates it. Writers wait meanwhile, so it
    // does not wait for them: a later call will succeed.
    private const string EmptyLog = "PRAGMA busy_timeout = 20; PRAGMA wal_checkpoint(TRUNCATE)";

    public string SystemName => "sqlite";

    public bool HasOneWriter => true;

    public string Location => dataDirectory;

    public void Configure(DbContextOptionsBuilder options, DatabaseNames names) =>
        options.AddInterceptors(SqlitePragmaInterceptor.Instance).UseSqlite(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(dataDirectory, $"{names.Service}.db"),

            // Writers of one file wait for each other; a command fails after this many seconds.
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
            throw new SettingException("Shop:DataDirectory", $"'{dataDirectory}' is not writable; use a writable directory");
        }
    }

    public async Task<IAsyncDisposable> LockMigrationsAsync(DbContext db, CancellationToken cancellationToken)
    {
        var file = db.Database.GetDbConnection().DataSource;
        var alone = await LockFileAsync(file + ".migration", cancellationToken);
        await DropAbandonedLockAsync(db, file, cancellationToken);
        return alone;
    }

    // The transaction already locks the whole file.
    public Task LockKeyAsync(DbContext db, string key, CancellationToken cancellationToken) => Task.CompletedTask;

    // Every process that can open the file runs on this machine and has its clock.
    public Task<DateTimeOffset> GetUtcNowAsync(DbContext db, TimeProvider localClock, CancellationToken cancellationToken) => Task.FromResult(localClock.GetUtcNow());

    public async Task EraseDeletedAsync(DbContext db, CancellationToken cancellationToken)
    {
        var connection = db.Database.GetDbConnection();
        if (new FileInfo($"{connection.DataSource}-wal") is not { Exists: true, Length: > 0 })
        {
            return;
        }

        // Not through EF Core, which would log it as a query.
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using var empty = connection.CreateCommand();
        empty.CommandText = EmptyLog;
        await empty.ExecuteNonQueryAsync(cancellationToken);
    }

    // Processes that start at the same time migrate one after the other; the lock is released when its process ends, also after a crash.
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

    // EF Core's lock is a row, which a killed process leaves behind. Under our file lock any such row is abandoned.
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
