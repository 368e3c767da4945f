using AstronomyShop.SharedKernel.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Audit;

/// <summary>The audit on the management port.</summary>
internal static class AuditEndpoints
{
    public const string Path = "/audit";

    public static void MapAuditEndpoints(IEndpointRouteBuilder routes) => routes.MapGet(Path, AuditAsync);

    // Without the snapshot of every module the invariants that involve several of them cannot be evaluated.
    private static async Task<IResult> AuditAsync(Auditor auditor, ILogger<AuditModule> logger, CancellationToken cancellationToken)
    {
        try
        {
            return TypedResults.Json(await auditor.AuditAsync(cancellationToken));
        }
        catch (MissingSnapshotException exception)
        {
            AuditLog.SnapshotMissing(logger, exception.Service, exception.InnerException?.GetType().Name ?? "");
            return TypedResults.Json(new { missing = exception.Service }, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
