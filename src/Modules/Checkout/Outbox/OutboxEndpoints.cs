using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Checkout.Outbox;

/// <summary>Operator endpoints on the management port: the waiting and parked messages, and a replay of the parked ones.</summary>
internal static class OutboxEndpoints
{
    public const string Path = "/api/outbox";

    public static void MapOutboxEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, async (OutboxLagMonitor outbox, CancellationToken cancellationToken) => TypedResults.Json(await outbox.GetSummaryAsync(cancellationToken)));
        routes.MapPost($"{Path}/replay", async (OutboxLagMonitor outbox, CancellationToken cancellationToken) =>
            TypedResults.Json(new { replayed = await outbox.ReplayAsync(cancellationToken) }));
    }
}
