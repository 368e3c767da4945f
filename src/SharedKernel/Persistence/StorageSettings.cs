using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;

namespace AstronomyShop.SharedKernel.Persistence;

/// <summary>Where modules store persistent data: on a PostgreSQL server if one is configured, otherwise in SQLite files.</summary>
public sealed class StorageSettings
{
    private const string DirectoryKey = "Shop:DataDirectory";

    /// <summary>Reads <c>ConnectionStrings:Postgres</c> and <c>Shop:DataDirectory</c>.</summary>
    /// <exception cref="SettingException">A setting is invalid.</exception>
    public StorageSettings(IConfiguration configuration)
    {
        DataDirectory = Path.GetFullPath(configuration[DirectoryKey] is { Length: > 0 } directory ? directory : "data");
        Databases = configuration[PostgresEngine.Key] is { Length: > 0 } server ? new PostgresEngine(server) : new SqliteEngine(DataDirectory);
    }

    /// <summary>The directory for embedded files; it may not exist yet.</summary>
    public string DataDirectory { get; }

    /// <summary>Where the databases are, for people; contains no secrets.</summary>
    public string Location => Databases.Location;

    internal IDatabaseEngine Databases { get; }

    // Several processes share the server, so its schemas are migrated by one of them at a chosen time.
    internal bool IsShared => Databases is PostgresEngine;

    /// <summary>Sets the options of a module's context as at runtime, without telemetry.</summary>
    /// <param name="options">The options of the context.</param>
    /// <param name="serviceName">The <c>service.name</c> of the module.</param>
    public void Configure(DbContextOptionsBuilder options, string serviceName) => Configure(options, Databases, DatabaseNames.Of(serviceName));

    internal void Configure(DbContextOptionsBuilder options, DatabaseNames names, ModuleTelemetry telemetry)
    {
        Configure(options, Databases, names);
        options.AddInterceptors(new DatabaseSpanInterceptor(telemetry, Databases.SystemName));
    }

    // The context options that runtime and design time have in common.
    internal static void Configure(DbContextOptionsBuilder options, IDatabaseEngine engine, DatabaseNames names)
    {
        engine.Configure(options, names);
        options.ReplaceService<IMigrationsAssembly, ProviderMigrationsAssembly>();
    }
}
