using System.Data.Common;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace AstronomyShop.SharedKernel.Persistence;

/// <summary>
/// A schema per module on a PostgreSQL server. The schema is the search path of the module's connections: SQL names no schema, so a module can
/// only reach its tables.
/// </summary>
internal sealed class PostgresEngine : IDatabaseEngine
{
    public const string Key = "ConnectionStrings:Postgres";

    // Values of the connection string override these. Eight modules of one process stay below the hundred connections that a server
    // allows by default; a slow server must not delay a shopper for longer than a call may take. A statement that is used often is prepared
    // once for each connection.
    private const string Defaults = "Timeout=3;Command Timeout=5;Cancellation Timeout=1000;Maximum Pool Size=10;Max Auto Prepare=100;";

    private const string SwitchedOff =
        "SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND setting = 'off' ORDER BY name";

    // An invalid setting is reported within five seconds.
    private const int ProbeTimeoutSeconds = 3;

    // 0 would be no limit.
    private const int MaxSeconds = 600;

    private readonly NpgsqlConnectionStringBuilder server;

    /// <exception cref="SettingException">The connection string is invalid.</exception>
    public PostgresEngine(string connectionString)
    {
        server = Read(connectionString);
        Location = $"PostgreSQL at {server.Host}:{server.Port}/{server.Database ?? server.Username}";
    }

    public string SystemName => "postgresql";

    public bool HasOneWriter => false;

    public string Location { get; }

    public void Configure(DbContextOptionsBuilder options, DatabaseNames names) =>
        options.AddInterceptors(IdleConnectionPruner.Instance).UseNpgsql(
            ConnectionStringOf(names),
            postgres => postgres.MigrationsHistoryTable(HistoryRepository.DefaultTableName, names.Schema));

    public async Task<DbConnection?> OpenAsync(DatabaseNames names, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(ConnectionStringOf(names));
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    public async Task<IReadOnlyList<string>> PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            var once = new NpgsqlConnectionStringBuilder(server.ToString()) { Pooling = false, Timeout = Math.Min(server.Timeout, ProbeTimeoutSeconds) };
            await using var connection = new NpgsqlConnection(once.ToString());
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand(SwitchedOff, connection);
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            var settings = new List<string>();
            while (await rows.ReadAsync(cancellationToken))
            {
                settings.Add(rows.GetString(0));
            }

            return settings;
        }
        catch (PostgresException exception)
        {
            throw new SettingException(Key, $"{Location} rejected the connection: {exception.MessageText}");
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            throw new SettingException(Key, $"{Location} does not answer ({(exception.InnerException ?? exception).Message}); start it, or set another server");
        }
    }

    public async Task<IAsyncDisposable> LockMigrationsAsync(DbContext db, CancellationToken cancellationToken)
    {
        // The lock belongs to the connection, so it is released when the process ends, also after a crash.
        await db.Database.OpenConnectionAsync(cancellationToken);
        var schema = new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString()).SearchPath!;
        while (!(await db.Database.SqlQuery<bool>($"SELECT pg_try_advisory_lock(hashtext({schema})) AS \"Value\"").ToListAsync(cancellationToken))[0])
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }

        var create = $"CREATE SCHEMA IF NOT EXISTS {new NpgsqlCommandBuilder().QuoteIdentifier(schema)}";
        await db.Database.ExecuteSqlRawAsync(create, cancellationToken);
        return new AdvisoryLock(db, schema);
    }

    /// <summary>Creates a closed connection without a module's schema in its search path.</summary>
    public NpgsqlConnection Connect() => new(server.ToString());

    public Task LockKeyAsync(DbContext db, string key, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({key}, 0))", cancellationToken);

    public async Task<DateTimeOffset> GetUtcNowAsync(DbContext db, TimeProvider localClock, CancellationToken cancellationToken)
    {
        var milliseconds = await db.Database
            .SqlQuery<long>($"SELECT (extract(epoch from clock_timestamp()) * 1000)::bigint AS \"Value\"")
            .ToListAsync(cancellationToken);
        return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds[0]);
    }

    // The server watches its files and disks itself.
    public string? FindProblem(DbContext db) => null;

    public bool LosesCommits(DbContext db) => false;

    // The files belong to the server: its vacuum and its archived logs decide how long deleted data remains.
    public Task EraseDeletedAsync(DbContext db, CancellationToken cancellationToken) => Task.CompletedTask;

    private string ConnectionStringOf(DatabaseNames names) =>
        new NpgsqlConnectionStringBuilder(server.ToString()) { SearchPath = names.Schema, ApplicationName = $"shop {names.Service}" }.ToString();

    private static NpgsqlConnectionStringBuilder Read(string text)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(Defaults + text);
            return settings switch
            {
                { Host: not { Length: > 0 } } => throw new ArgumentException("Host is missing"),
                { Timeout: < 1 or > MaxSeconds } or { CommandTimeout: < 1 or > MaxSeconds } => throw new ArgumentException($"Timeout and Command Timeout are 1 to {MaxSeconds} seconds"),
                _ => settings,
            };
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The message does not repeat the text, which may contain a password.
            throw new SettingException(Key, $"is not a valid connection string ({exception.Message}); use a value like Host=db;Database=shop;Username=shop;Password=…");
        }
    }

    private sealed class AdvisoryLock(DbContext db, string schema) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock(hashtext({schema}))");
            await db.Database.CloseConnectionAsync();
        }
    }
}
