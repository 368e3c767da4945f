using AstronomyShop.SharedKernel.Audit;
using AstronomyShop.SharedKernel.Messaging.Kafka;
using AstronomyShop.SharedKernel.Health;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Modularity;

/// <summary>The endpoints of the management port of this process.</summary>
internal static class ManagementEndpoints
{
    public static void MapManagementEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Ok(new { status = "live" }));
        routes.MapGet("/health/ready", ReadyAsync);
        routes.MapGet("/audit", AuditAsync);
        routes.MapGet("/metrics", (ProcessTelemetry telemetry) => TypedResults.Text(PrometheusText.Write(telemetry.Scrape.Collect()), PrometheusText.ContentType));

        // Records of a topic that could not be consumed, and an endpoint to replay all of them.
        routes.MapGet("/dead-letters", ListDeadLettersAsync);
        routes.MapPost("/dead-letters/replay", async (KafkaConsumerBackgroundService reading, CancellationToken cancellationToken) =>
            TypedResults.Json(new { consumed = await reading.ReplayAsync(cancellationToken), parked = (await reading.ListDeadLettersAsync(cancellationToken)).Count }));

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

    private static async Task<IResult> ListDeadLettersAsync(KafkaConsumerBackgroundService reading, CancellationToken cancellationToken) =>
        TypedResults.Json((await reading.ListDeadLettersAsync(cancellationToken)).Select(one => new
        {
            consumer = one.Consumer,
            record = one.Record.ToString(),
            reason = one.Record.Reason,
            parkedAt = DateTimeOffset.FromUnixTimeMilliseconds(one.Record.AddedAt),
        }));

    private static async Task<JsonHttpResult<AuditReport>> AuditAsync(RunningShop shop, KafkaConsumerBackgroundService reading, CancellationToken cancellationToken) =>
        TypedResults.Json(await Auditor.DecideAsync(() => ReadSnapshotsAsync(shop, reading, cancellationToken), cancellationToken));

    private static async Task<JsonHttpResult<List<AuditSnapshot>>> ShowSnapshotsAsync(RunningShop shop, KafkaConsumerBackgroundService reading, CancellationToken cancellationToken) =>
        TypedResults.Json(await ReadSnapshotsAsync(shop, reading, cancellationToken));

    private static async Task<List<AuditSnapshot>> ReadSnapshotsAsync(RunningShop shop, KafkaConsumerBackgroundService reading, CancellationToken cancellationToken)
    {
        var snapshots = new List<AuditSnapshot>(await reading.ReadSnapshotsAsync(cancellationToken));
        foreach (var source in shop.Running.SelectMany(module => module.Services.GetServices<IAuditSource>()))
        {
            snapshots.Add(await source.GetSnapshotAsync(cancellationToken));
        }

        return snapshots;
    }
}
