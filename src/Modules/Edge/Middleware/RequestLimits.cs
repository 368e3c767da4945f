using System.Diagnostics;
using System.Net;
using System.Threading.RateLimiting;
using AstronomyShop.Modules.Edge.Errors;
using AstronomyShop.Modules.Edge.Ingest;
using AstronomyShop.Modules.Edge.Routing;
using AstronomyShop.SharedKernel.Primitives;
using AstronomyShop.SharedKernel.Telemetry;
using AstronomyShop.SharedKernel.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.Edge.Middleware;

/// <summary>
/// The limits of the public port. Per client: changes and telemetry reports per second (429), and concurrent requests (503). Over all clients:
/// some requests are processed concurrently, a few more wait in a queue, and the rest are rejected (503), so that accepted requests stay fast
/// under overload. Orders have separate limits, so that many orders do not block the product pages. Endless streams are limited per client only.
/// </summary>
internal sealed class RequestLimits(IOptions<EdgeOptions> options, ModuleTelemetry telemetry) : IConfigureOptions<RateLimiterOptions>, IDisposable
{
    // Compared as the storefront's routes are: case-insensitively, with or without a trailing slash.
    private static readonly PathString[] WritePaths = ["/api/cart", "/api/checkout", "/cart"];
    private static readonly PathString[] OrderPaths = ["/api/checkout", "/cart/checkout"];

    private readonly PartitionedRateLimiter<HttpContext> bodies = PartitionedRateLimiter.Create<HttpContext, IPAddress>(
        context => RateLimitPartition.GetConcurrencyLimiter(ClientAddress.Of(context), _ => Concurrency(options.Value.TransfersPerClient, waiting: 0)));

    private readonly PartitionedRateLimiter<HttpContext> places = PartitionedRateLimiter.Create<HttpContext, (IPAddress Client, Kind Kind)>(
        context => RateLimitPartition.GetConcurrencyLimiter((Client: ClientAddress.Of(context), Kind: KindOf(context.Request)), key => PerClient(options.Value, key.Kind)));

    private enum Kind
    {
        Request,
        Order,
        Stream,
    }

    public void Configure(RateLimiterOptions limiter)
    {
        var edge = options.Value;
        limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PerSecond(IsWrite, edge.WritesAtOnce, edge.WritesPerSecond),
            PerSecond(IsReport, edge.ReportsAtOnce, edge.ReportsPerSecond),
            places,
            PartitionedRateLimiter.Create<HttpContext, Kind>(context => KindOf(context.Request) switch
            {
                Kind.Stream => RateLimitPartition.GetNoLimiter(Kind.Stream),
                Kind.Order => RateLimitPartition.GetConcurrencyLimiter(Kind.Order, _ => Concurrency(edge.OrdersAtOnce, edge.OrdersWaiting)),
                _ => RateLimitPartition.GetConcurrencyLimiter(Kind.Request, _ => Concurrency(edge.RequestsAtOnce, edge.RequestsWaiting)),
            }));
        limiter.OnRejected = (rejected, _) => new ValueTask(RejectAsync(rejected.HttpContext, rejected.Lease));
    }

    /// <summary>Whether the request has a body, which is read before the request takes a place. All others take one before anything is done for them.</summary>
    public static bool HasBody(HttpContext context) => context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;

    /// <summary>
    /// Whether the client has no place left, not even one to wait. The limits find that out too, at several times the cost.
    /// </summary>
    public bool IsFull(HttpContext context) =>
        places.GetStatistics(context) is { CurrentAvailablePermits: 0 } now && now.CurrentQueuedCount >= PerClient(options.Value, KindOf(context.Request)).QueueLimit;

    /// <summary>Permission to read one body; a client may send a limited number of them concurrently.</summary>
    public RateLimitLease AcquireBody(HttpContext context) => bodies.AttemptAcquire(context);

    /// <summary>Writes the response to a request without a lease.</summary>
    public Task RejectAsync(HttpContext context, RateLimitLease lease) =>
        RejectAsync(context, lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? ProblemResponses.TooManyRequestsAsync(context, wait) : OverloadedAsync(context));

    /// <summary>Writes the response to a request that has waited too long.</summary>
    public Task RejectAsync(HttpContext context) => RejectAsync(context, OverloadedAsync(context));

    public void Dispose()
    {
        bodies.Dispose();
        places.Dispose();
    }

    // Only a token bucket knows when the next token is there. Its tokens are gone also when a later limiter of the chain refuses.
    private static PartitionedRateLimiter<HttpContext> PerSecond(Func<HttpRequest, bool> isLimited, int atOnce, int perSecond) =>
        PartitionedRateLimiter.Create<HttpContext, IPAddress>(context => isLimited(context.Request)
            ? RateLimitPartition.GetTokenBucketLimiter(ClientAddress.Of(context), _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = atOnce,
                TokensPerPeriod = perSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            })
            : RateLimitPartition.GetNoLimiter(IPAddress.None));

    // Under overload most requests end here and must cost next to nothing: they are measured, and their span, if there is one, is not exported.
    private Task RejectAsync(HttpContext context, Task response)
    {
        if (!HasBody(context))
        {
            telemetry.RequestServed(TelemetryForms.Method(context.Request.Method), null, context.Response.StatusCode, Stopwatch.GetTimestamp());
        }
        else if (Activity.Current is { } span)
        {
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }

        return response;
    }

    private static Task OverloadedAsync(HttpContext context) =>
        MaintenancePage.IsFor(context.Request) ? MaintenancePage.WriteAsync(context) : ProblemResponses.OverloadedAsync(context);

    private static ConcurrencyLimiterOptions PerClient(EdgeOptions edge, Kind kind)
    {
        var (atOnce, all) = kind switch
        {
            Kind.Order => (edge.OrdersPerClientAtOnce, edge.OrdersPerClient),
            Kind.Stream => (edge.TransfersPerClient, edge.TransfersPerClient),
            _ => (edge.RequestsPerClientAtOnce, edge.RequestsPerClient),
        };
        return Concurrency(Math.Min(atOnce, all), Math.Max(0, all - atOnce));
    }

    private static ConcurrencyLimiterOptions Concurrency(int atOnce, int waiting) => new() { PermitLimit = atOnce, QueueLimit = waiting };

    private static Kind KindOf(HttpRequest request) =>
        RouteTable.IsStreaming(request.Path) ? Kind.Stream
        : request.IsChange() && IsIn(request, OrderPaths) ? Kind.Order
        : Kind.Request;

    private static bool IsReport(HttpRequest request) => request.Path.StartsWithSegments(OtlpIngestEndpoint.Prefix);

    // Cart changes and orders, by API or by form.
    private static bool IsWrite(HttpRequest request) => request.IsChange() && IsIn(request, WritePaths);

    private static bool IsIn(HttpRequest request, PathString[] paths) => paths.Any(path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));
}
