using AstronomyShop.SharedKernel.Modularity;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Sqlite.Storage.Internal;
using static SQLitePCL.raw;

namespace AstronomyShop.SharedKernel.Persistence;

/// <summary>A SQLite file per module in the data directory, with one writer at a time, on one machine.</summary>
internal sealed class SqliteEngine(string dataDirectory) : IDatabaseEngine
{
    // Larger files would delay the start; SQLite finds damage in them when it reads the damaged page.
    private const long LargestChecked = 64L * 1024 * 1024;

    // Checkpoints the write-ahead log, so that deleted rows are overwritten in the file, and truncates it. Writers wait meanwhile, so it
    // does not wait for them: a later call will succeed.
    private const string EmptyLog = "PRAGMA busy_timeout = 20; PRAGMA wal_checkpoint(TRUNCATE); " + SqlitePragmaInterceptor.BusyTimeout;

    private readonly SqliteFiles files = new(dataDirectory);

    public string SystemName => "sqlite";

    public bool HasOneWriter => true;

    public string Location => dataDirectory;

    public void Configure(DbContextOptionsBuilder options, DatabaseNames names)
    {
        options.AddInterceptors(new SqlitePragmaInterceptor(files), new PreparedCommandInterceptor()).UseSqlite(ConnectionStringOf(names).ToString());
#pragma warning disable EF1001 // As in KeptSqliteConnection.
        options.ReplaceService<ISqliteRelationalConnection, KeptSqliteConnection>();
#pragma warning restore EF1001
    }

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

    public async Task<DbConnection?> OpenAsync(DatabaseNames names, CancellationToken cancellationToken)
    {
        var settings = ConnectionStringOf(names);
        if (!File.Exists(settings.DataSource))
        {
            return null;
        }

        var connection = await OpenWithLogAsync(settings, cancellationToken);
        await RequireUndamagedAsync(connection, cancellationToken);
        return connection;
    }

    public string? FindProblem(DbContext db) => files.FindProblem(db.Database.GetDbConnection().DataSource);

    public bool LosesCommits(DbContext db) => files.IsLost(db.Database.GetDbConnection().DataSource);

    /// <summary>Describes a failure to open or migrate a file; null when the exception has another cause.</summary>
    public static string? Explain(Exception exception, string file) => exception switch
    {
        SqliteException { SqliteErrorCode: SQLITE_NOTADB or SQLITE_CORRUPT } sqlite => $"'{file}' is damaged or is not a database (SQLite error {sqlite.SqliteErrorCode}); put back a backup, or move the file away",
        SqliteException { SqliteErrorCode: SQLITE_CANTOPEN or SQLITE_PERM } sqlite => $"'{file}' cannot be opened for writing (SQLite error {sqlite.SqliteErrorCode})",
        SqliteException sqlite when DatabaseErrors.IsTemporary(sqlite) => $"'{file}' cannot be read or written (SQLite error {sqlite.SqliteErrorCode}: {sqlite.Message})",
        SqliteException sqlite => $"'{file}' is not a database of this module, or of another version (SQLite error {sqlite.SqliteErrorCode}: {sqlite.Message})",
        { InnerException: { } inner } => Explain(inner, file),
        _ => null,
    };

    public async Task<IAsyncDisposable> LockMigrationsAsync(DbContext db, CancellationToken cancellationToken)
    {
        var file = db.Database.GetDbConnection().DataSource;
        var alone = await LockFileAsync(file + ".migration", cancellationToken);
        await using (var created = await OpenWithLogAsync(new() { DataSource = file, Pooling = false }, cancellationToken))
        {
            await RequireUndamagedAsync(created, cancellationToken);
        }

        await DropAbandonedLockAsync(db, cancellationToken);
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

    private SqliteConnectionStringBuilder ConnectionStringOf(DatabaseNames names) => new()
    {
        DataSource = Path.Combine(dataDirectory, $"{names.Service}.db"),
        // A file that is deleted while the shop runs must not come back empty. Migrations create it.
        Mode = SqliteOpenMode.ReadWrite,
        // Writers of one file wait for each other; a command fails after this many seconds.
        DefaultTimeout = 5,
        // Contexts keep their connections (KeptSqliteConnection). A pool of the driver would keep them open for minutes after the module has stopped.
        Pooling = false,
    };

    // EF Core sets the write-ahead log in a file that it creates, and the file keeps it. A start that was killed may have left an empty file, and a backup may be without.
    private static async Task<SqliteConnection> OpenWithLogAsync(SqliteConnectionStringBuilder settings, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(settings.ToString());
        await connection.OpenAsync(cancellationToken);
        await using var log = connection.CreateCommand();
        log.CommandText = "PRAGMA journal_mode = WAL";
        await log.ExecuteNonQueryAsync(cancellationToken);
        return connection;
    }

    private static async Task RequireUndamagedAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        if (new FileInfo(connection.DataSource).Length > LargestChecked)
        {
            return;
        }

        await using var check = connection.CreateCommand();
        check.CommandText = "PRAGMA quick_check(1)";
        if (await check.ExecuteScalarAsync(cancellationToken) is not "ok")
        {
            throw new SqliteException("The database disk image is malformed", SQLITE_CORRUPT);
        }
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
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new SettingException("Shop:DataDirectory", $"'{path}' cannot be opened for writing; make it a writable file, or remove it");
            }
        }
    }

    // EF Core's lock is a row, which a killed process leaves behind. Under our file lock any such row is abandoned.
    private static async Task DropAbandonedLockAsync(DbContext db, CancellationToken cancellationToken)
    {
        if ((await db.Database.SqlQuery<string>($"SELECT name AS \"Value\" FROM sqlite_master WHERE name = '__EFMigrationsLock'").ToListAsync(cancellationToken)).Count > 0)
        {
            await db.Database.ExecuteSqlAsync($"DELETE FROM __EFMigrationsLock", cancellationToken);
        }
    }
}
