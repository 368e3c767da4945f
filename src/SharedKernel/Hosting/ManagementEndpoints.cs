using AstronomyShop.SharedKernel.Audit;
using AstronomyShop.SharedKernel.Messaging.Kafka;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Hosting;

/// <summary>The endpoints of the management port of this process.</summary>
internal static class ManagementEndpoints
{
    public static void MapManagementEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Ok(new { status = "live" }));
        routes.MapGet("/health/ready", ReadyAsync);
        routes.MapGet("/audit", AuditAsync);
        routes.MapMetrics();
        routes.MapDeadLetters();

        // For an auditor over several processes: invariants that involve several modules are evaluated where all snapshots are available.
        routes.MapGet("/audit/account", ShowSnapshotsAsync);
    }

    private static async Task<IResult> ReadyAsync(Readiness readiness, CancellationToken cancellationToken)
    {
        var modules = await readiness.OfAllAsync(cancellationToken);
        var ready = modules.All(module => module.IsReady);
        return TypedResults.Json(
            new
            {
                status = ready ? "ready" : "not ready",
                modules = new SortedDictionary<string, object>(
                    modules.ToDictionary(module => module.Descriptor.ServiceName, module => (object)new { ready = module.IsReady, checks = module.Checks }),
                    StringComparer.Ordinal),
            },
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<JsonHttpResult<AuditReport>> AuditAsync(RunningShop shop, HttpContext context, CancellationToken cancellationToken) =>
        TypedResults.Json(await Auditor.DecideAsync(() => ReadSnapshotsAsync(shop, context.RequestServices, cancellationToken), cancellationToken));

    private static async Task<JsonHttpResult<List<AuditSnapshot>>> ShowSnapshotsAsync(RunningShop shop, HttpContext context, CancellationToken cancellationToken) =>
        TypedResults.Json(await ReadSnapshotsAsync(shop, context.RequestServices, cancellationToken));

    private static async Task<List<AuditSnapshot>> ReadSnapshotsAsync(RunningShop shop, IServiceProvider host, CancellationToken cancellationToken)
    {
        var snapshots = new List<AuditSnapshot>(await host.ReadKafkaSnapshotsAsync(cancellationToken));
        foreach (var source in shop.Running.SelectMany(module => module.Services.GetServices<IAuditSource>()))
        {
            snapshots.Add(await source.GetSnapshotAsync(cancellationToken));
        }

        return snapshots;
    }
}
