using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Checkout;

/// <summary>For the operator, on the management port: what waits in the outbox, and another try for what was parked.</summary>
internal static class OutboxApi
{
    public const string Path = "/api/outbox";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, async (OutboxWatch outbox, CancellationToken cancellation) => TypedResults.Json(await outbox.Look(cancellation)));
        routes.MapPost($"{Path}/replay", async (OutboxWatch outbox, CancellationToken cancellation) =>
            TypedResults.Json(new { replayed = await outbox.Replay(cancellation) }));
    }
}
