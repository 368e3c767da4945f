using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Persistence;

/// <summary>Adds a database to a module.</summary>
public static class PersistenceHosting
{
    /// <summary>
    /// Adds the context factory, the <see cref="GroupCommitWriter{TContext}"/>, the <see cref="DatabaseClock"/> and the health check of a database.
    /// </summary>
    /// <param name="module">The services of the module.</param>
    /// <param name="storage">Where the database is.</param>
    /// <param name="serviceName">The <c>service.name</c> of the module, which names the file.</param>
    /// <param name="schema">The schema name on a server, where the public shop uses another name than the service name.</param>
    public static void AddModuleDatabase<TContext>(this IServiceCollection module, StorageSettings storage, string serviceName, string? schema)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(storage);
        var names = DatabaseNames.Of(serviceName, schema);
        module.AddSingleton<KeptConnections>();
        module.AddPooledDbContextFactory<TContext>((own, options) =>
        {
            storage.Configure(options, names, own.GetRequiredService<ModuleTelemetry>());
            options.AddInterceptors(own.GetRequiredService<KeptConnections>());
        });
        module.AddSingleton(storage.Databases);
        module.AddSingleton(own => new GroupCommitWriter<TContext>(own.GetRequiredService<IDbContextFactory<TContext>>(), storage));
        module.AddSingleton(own => DatabaseClock.Of(own.GetRequiredService<IDbContextFactory<TContext>>(), own.GetRequiredService<TimeProvider>()));
        module.AddHealthChecks().AddCheck<DatabaseHealthCheck<TContext>>("database");
        module.AddSingleton(new ModuleDatabase(typeof(TContext), names, storage.Databases));
    }
}
