using AstronomyShop.SharedKernel.Modules;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace AstronomyShop.SharedKernel.Storage;

/// <summary>
/// A schema per module on a PostgreSQL server. The schema is the search path of the module's connections: SQL names no schema, and a
/// module that forgets itself still finds only its own tables.
/// </summary>
internal sealed class PostgresEngine : IDatabaseEngine
{
    public const string Key = "ConnectionStrings:Postgres";

    // What is written after them wins. Eight modules of one process stay below the hundred connections that a server takes by default;
    // a server that is slow to answer must not hold up a shopper for longer than a call may take.
    private const string Defaults = "Timeout=3;Command Timeout=5;Cancellation Timeout=1000;Maximum Pool Size=10;";

    private const string SwitchedOff =
        "SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND setting = 'off' ORDER BY name";

    // A wrong setting is told within five seconds.
    private const int ProbeTimeoutSeconds = 3;

    private readonly NpgsqlConnectionStringBuilder server;

    /// <exception cref="SettingException">It is no connection string.</exception>
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
            new NpgsqlConnectionStringBuilder(server.ToString()) { SearchPath = names.Schema, ApplicationName = $"shop {names.Service}" }.ToString(),
            postgres => postgres.MigrationsHistoryTable(HistoryRepository.DefaultTableName, names.Schema));

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
            throw new SettingException(Key, $"{Location} refuses: {exception.MessageText}");
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            throw new SettingException(Key, $"{Location} does not answer ({(exception.InnerException ?? exception).Message}); start it, or give another server");
        }
    }

    public async Task<IAsyncDisposable> LockMigrationsAsync(DbContext db, CancellationToken cancellationToken)
    {
        // The lock is the connection's: it goes with the process, however that ends.
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

    /// <summary>A connection that sees no module's schema before it is told which; not yet open.</summary>
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

    // A server's files are its keeper's: its vacuum and its archive of the log decide what stays there.
    public Task EraseDeletedAsync(DbContext db, CancellationToken cancellationToken) => Task.CompletedTask;

    private static NpgsqlConnectionStringBuilder Read(string text)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(Defaults + text);
            return settings.Host is { Length: > 0 } ? settings : throw new ArgumentException("it names no Host");
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            // Not the text itself, which may hold a password.
            throw new SettingException(Key, $"is no connection string ({exception.Message}); give one like Host=db;Database=shop;Username=shop;Password=…");
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
