using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace AstronomyShop.SharedKernel.Storage;

/// <summary>
/// Lets the tool that writes migrations make a module's context: for SQLite, or for PostgreSQL when the tool is called with
/// <c>-- postgres</c>. A module with a database derives once, with an empty body.
/// </summary>
/// <typeparam name="TContext">The module's context, made from its options alone.</typeparam>
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
