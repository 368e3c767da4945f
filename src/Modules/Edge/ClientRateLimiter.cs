using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.Edge;

/// <summary>Rate limits per client address: two token buckets, for changes and for telemetry.</summary>
internal sealed class ClientRateLimiter(IOptions<EdgeOptions> options) : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly PartitionedRateLimiter<IPAddress> writes = Buckets(options.Value.WritesAtOnce, options.Value.WritesPerSecond);
    private readonly PartitionedRateLimiter<IPAddress> reports = Buckets(options.Value.ReportsAtOnce, options.Value.ReportsPerSecond);

    public bool TryWrite(IPAddress? client, out TimeSpan retryAfter) => TryTake(writes, client, out retryAfter);

    public bool TryReport(IPAddress? client, out TimeSpan retryAfter) => TryTake(reports, client, out retryAfter);

    public void Dispose()
    {
        writes.Dispose();
        reports.Dispose();
    }

    private static bool TryTake(PartitionedRateLimiter<IPAddress> buckets, IPAddress? client, out TimeSpan retryAfter)
    {
        using var token = buckets.AttemptAcquire(client ?? IPAddress.None);
        retryAfter = token.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Second;
        return token.IsAcquired;
    }

    private static PartitionedRateLimiter<IPAddress> Buckets(int atOnce, int perSecond) => PartitionedRateLimiter.Create<IPAddress, IPAddress>(
        client => RateLimitPartition.GetTokenBucketLimiter(client, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = atOnce,
            TokensPerPeriod = perSecond,
            ReplenishmentPeriod = Second,
            QueueLimit = 0,
        }));
}
