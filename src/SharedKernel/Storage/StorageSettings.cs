using AstronomyShop.SharedKernel.Modules;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;

namespace AstronomyShop.SharedKernel.Storage;

/// <summary>Where modules keep what must survive: on a PostgreSQL server if one is named, else in SQLite files.</summary>
internal sealed class StorageSettings
{
    private const string DirectoryKey = "Shop:DataDirectory";

    /// <exception cref="SettingException">A setting is wrong.</exception>
    public StorageSettings(IConfiguration configuration)
    {
        DataDirectory = Path.GetFullPath(configuration[DirectoryKey] is { Length: > 0 } directory ? directory : "data");
        Databases = configuration[PostgresEngine.Key] is { Length: > 0 } server ? new PostgresEngine(server) : new SqliteEngine(DataDirectory);
    }

    public string DataDirectory { get; }

    public IDatabaseEngine Databases { get; }

    /// <summary>A server that several processes share outlives each of them: its schemas are changed by one, at a chosen time.</summary>
    public bool IsShared => Databases is PostgresEngine;

    public void Configure(DbContextOptionsBuilder options, DatabaseNames names, ModuleTelemetry telemetry)
    {
        Configure(options, Databases, names);
        options.AddInterceptors(new DatabaseSpanInterceptor(telemetry, Databases.SystemName));
    }

    /// <summary>What running and designing have in common.</summary>
    public static void Configure(DbContextOptionsBuilder options, IDatabaseEngine engine, DatabaseNames names)
    {
        engine.Configure(options, names);
        options.ReplaceService<IMigrationsAssembly, ProviderMigrationsAssembly>();
    }
}
