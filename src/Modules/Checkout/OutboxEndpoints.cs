using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Checkout;

/// <summary>For the operator, on the management port: what waits in the outbox, and another try for what was parked.</summary>
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
