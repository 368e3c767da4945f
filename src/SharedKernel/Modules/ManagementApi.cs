using AstronomyShop.SharedKernel.Audit;
using AstronomyShop.SharedKernel.Events.Kafka;
using AstronomyShop.SharedKernel.Health;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Modules;

/// <summary>What the management port answers about this process.</summary>
internal static class ManagementApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Ok(new { status = "live" }));
        routes.MapGet("/health/ready", Ready);
        routes.MapGet("/audit", Audit);
        routes.MapGet("/metrics", (Measurements measured) => TypedResults.Text(PrometheusText.Write(measured.Collect()), PrometheusText.ContentType));

        // Records of a topic that could not be consumed, and another try for all of them.
        routes.MapGet("/parked", Parked);
        routes.MapPost("/parked/replay", async (KafkaReading reading, CancellationToken cancellation) =>
            TypedResults.Json(new { consumed = await reading.Replay(cancellation), parked = (await reading.Parked(cancellation)).Count }));

        // For an auditor of several processes: the invariants that need more than one module are decided where all accounts are.
        routes.MapGet("/audit/account", Account);
    }

    private static async Task<IResult> Ready(Readiness readiness, CancellationToken cancellation)
    {
        var modules = await readiness.OfAll(cancellation);
        var ready = modules.All(module => module.IsReady);
        return TypedResults.Json(
            new
            {
                status = ready ? "ready" : "not ready",
                modules = new SortedDictionary<string, object>(
                    modules.ToDictionary(module => module.Face.ServiceName, module => (object)new { ready = module.IsReady, checks = module.Checks }),
                    StringComparer.Ordinal),
            },
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> Parked(KafkaReading reading, CancellationToken cancellation) =>
        TypedResults.Json((await reading.Parked(cancellation)).Select(one => new
        {
            consumer = one.Consumer,
            record = one.Record.ToString(),
            reason = one.Record.Reason,
            parkedAt = DateTimeOffset.FromUnixTimeMilliseconds(one.Record.ParkedAt),
        }));

    private static async Task<JsonHttpResult<AuditReport>> Audit(RunningShop shop, KafkaReading reading, CancellationToken cancellation) =>
        TypedResults.Json(await Auditor.Decide(() => AccountsOf(shop, reading, cancellation), cancellation));

    private static async Task<JsonHttpResult<List<AuditAccount>>> Account(RunningShop shop, KafkaReading reading, CancellationToken cancellation) =>
        TypedResults.Json(await AccountsOf(shop, reading, cancellation));

    private static async Task<List<AuditAccount>> AccountsOf(RunningShop shop, KafkaReading reading, CancellationToken cancellation)
    {
        var accounts = new List<AuditAccount>(await reading.Accounts(cancellation));
        foreach (var audited in shop.Running.SelectMany(module => module.Services.GetServices<IAudited>()))
        {
            accounts.Add(await audited.GiveAccount(cancellation));
        }

        return accounts;
    }
}
