using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AstronomyShop.SharedKernel.Persistence;

/// <summary>Healthy while the module's database answers and has its tables.</summary>
internal sealed class DatabaseHealthCheck<TContext>(IDbContextFactory<TContext> database) : IHealthCheck
    where TContext : DbContext
{
    // Not CanConnect: with an unresponsive server, a pooled connection still looks healthy.
    private const string ProbeQuery = $"SELECT count(*) AS \"Value\" FROM \"{HistoryRepository.DefaultTableName}\"";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var db = await database.CreateDbContextAsync(cancellationToken);
            await db.Database.SqlQueryRaw<long>(ProbeQuery).ToListAsync(cancellationToken);
            return db.GetService<IDatabaseEngine>().FindProblem(db) is { } problem ? HealthCheckResult.Unhealthy(problem) : HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("the database is not available");
        }
    }
}
