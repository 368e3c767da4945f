using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace AstronomyShop.SharedKernel.Persistence;

/// <summary>
/// Creates a module's context for the <c>dotnet ef</c> tool: for SQLite, or for PostgreSQL when the tool is called with <c>-- postgres</c>. A
/// module with a database derives from it once, with an empty body.
/// </summary>
/// <typeparam name="TContext">The module's context; its constructor takes the options only.</typeparam>
public abstract class DesignTimeDbContextFactory<TContext> : IDesignTimeDbContextFactory<TContext>
    where TContext : DbContext
{
    /// <inheritdoc/>
    public TContext CreateDbContext(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var options = new DbContextOptionsBuilder<TContext>();
        IDatabaseEngine engine = args.Contains("postgres") ? new PostgresEngine("Host=localhost") : new SqliteEngine(".");
        StorageSettings.Configure(options, engine, DatabaseNames.Of("design"));
        return (TContext)Activator.CreateInstance(typeof(TContext), options.Options)!;
    }
}
