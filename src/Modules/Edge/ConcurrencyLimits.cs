using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.Edge;

/// <summary>
/// Limits concurrent requests over all clients: some are processed, a few more wait in a queue, and the rest are rejected with 503 and
/// Retry-After. So accepted requests stay fast under overload.
/// </summary>
internal sealed class ConcurrencyLimits(IOptions<EdgeOptions> options) : IConfigureOptions<RateLimiterOptions>
{
    private static readonly PathString[] OrderPaths = ["/api/checkout", "/cart/checkout"];

    public void Configure(RateLimiterOptions limiter)
    {
        var (orders, requests) = (LimiterOptions(options.Value.OrdersAtOnce, options.Value.OrdersWaiting), LimiterOptions(options.Value.RequestsAtOnce, options.Value.RequestsWaiting));
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, bool>(
            context => RateLimitPartition.GetConcurrencyLimiter(IsOrder(context.Request), isOrder => isOrder ? orders : requests));
        limiter.OnRejected = (rejected, _) => new ValueTask(RejectAsync(rejected.HttpContext));
    }

    private static ConcurrencyLimiterOptions LimiterOptions(int atOnce, int waiting) => new() { PermitLimit = atOnce, QueueLimit = waiting };

    private static bool IsOrder(HttpRequest request) =>
        AdmissionMiddleware.Changes(request) && OrderPaths.Any(path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));

    private static Task RejectAsync(HttpContext context) => MaintenancePage.IsFor(context.Request) ? MaintenancePage.WriteAsync(context) : ProblemResponses.OverloadedAsync(context);
}
