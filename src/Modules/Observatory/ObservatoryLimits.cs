using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using AstronomyShop.Modules.Observatory.JaegerApi;
using AstronomyShop.Modules.Observatory.Pages;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.Observatory;

/// <summary>
/// The limits of requests. Reports, over HTTP and gRPC: per second and client address (429), and how many are received at once, which also limits
/// how much memory they take (503). Pages and queries: how many are answered at once, because each reads all that is stored (503).
/// </summary>
internal sealed class ObservatoryLimits(IOptions<ObservatoryOptions> options, TimeProvider clock) : IDisposable
{
    private const int ReportsPerClient = 4;
    private const int Reports = 8;
    private const int ReportsWaiting = 256;
    private const int Queries = 4;
    private const int QueriesWaiting = 64;
    private const string GrpcType = "application/grpc";

    // A report that arrives slowly must not keep its place.
    private static readonly TimeSpan ReportTime = TimeSpan.FromSeconds(10);

    private readonly PartitionedRateLimiter<HttpContext> reports = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<HttpContext, IPAddress>(context => RateLimitPartition.GetTokenBucketLimiter(ClientAddress.Of(context), _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Value.ReportsAtOnce,
            TokensPerPeriod = options.Value.ReportsPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        })),
        PartitionedRateLimiter.Create<HttpContext, IPAddress>(context => RateLimitPartition.GetConcurrencyLimiter(ClientAddress.Of(context), _ => Concurrency(ReportsPerClient, ReportsWaiting))),
        PartitionedRateLimiter.Create<HttpContext, bool>(_ => RateLimitPartition.GetConcurrencyLimiter(true, _ => Concurrency(Reports, ReportsWaiting))));

    private readonly ConcurrencyLimiter queries = new(Concurrency(Queries, QueriesWaiting));

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var isQuery = context.Request.Path.StartsWithSegments(LayoutModel.Path) || context.Request.Path.StartsWithSegments(JaegerEndpoints.Path);
        using var lease = isQuery ? await queries.AcquireAsync(cancellationToken: context.RequestAborted) : await reports.AcquireAsync(context, cancellationToken: context.RequestAborted);
        if (!lease.IsAcquired)
        {
            Reject(context, lease);
            return;
        }

        using var time = isQuery ? new CancellationTokenSource() : new CancellationTokenSource(ReportTime, clock);
        await using var registration = time.Token.Register(context.Abort);
        await next(context);
    }

    public void Dispose()
    {
        reports.Dispose();
        queries.Dispose();
    }

    private static ConcurrencyLimiterOptions Concurrency(int atOnce, int waiting) => new() { PermitLimit = atOnce, QueueLimit = waiting };

    // Exporters repeat all of these.
    private static void Reject(HttpContext context, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : (TimeSpan?)null;
        if (context.Request.ContentType?.StartsWith(GrpcType, StringComparison.OrdinalIgnoreCase) == true)
        {
            context.Response.ContentType = GrpcType;
            context.Response.Headers["grpc-status"] = ((int)StatusCode.Unavailable).ToString(CultureInfo.InvariantCulture);
            context.Response.Headers["grpc-message"] = Uri.EscapeDataString("Too many reports; try again in a moment.");
            return;
        }

        context.Response.StatusCode = wait is null ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling((wait ?? TimeSpan.Zero).TotalSeconds)).ToString("F0", CultureInfo.InvariantCulture);
    }
}
