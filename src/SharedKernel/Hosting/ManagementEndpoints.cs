using AstronomyShop.SharedKernel.Messaging.Kafka;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.SharedKernel.Hosting;

/// <summary>The endpoints of the management port of this process.</summary>
internal static class ManagementEndpoints
{
    public static void MapManagementEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Ok(new { status = "live" }));
        routes.MapGet("/health/ready", ReadyAsync);
        routes.MapMetrics();
        routes.MapDeadLetters();
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
}
