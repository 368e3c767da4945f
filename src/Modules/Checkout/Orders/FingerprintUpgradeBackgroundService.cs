using AstronomyShop.SharedKernel.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Checkout.Orders;

/// <summary>Soon after startup, keys the fingerprints that an earlier version stored as plain hashes. Orders can be placed and repeated meanwhile.</summary>
internal sealed class FingerprintUpgradeBackgroundService(
    IDbContextFactory<CheckoutDbContext> database, GroupCommitWriter<CheckoutDbContext> writer, OrderFingerprint fingerprints, TimeProvider clock, ILogger<FingerprintUpgradeBackgroundService> logger)
    : BackgroundService
{
    private const int BatchSize = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, clock, stoppingToken);
            try
            {
                while (await UpgradeBatchAsync(stoppingToken))
                {
                }

                return;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                CheckoutLog.FingerprintsNotUpgraded(logger, exception);
            }
        }
    }

    private async Task<bool> UpgradeBatchAsync(CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var plain = await db.Orders.AsNoTracking()
            .Where(order => order.Fingerprint != null && !order.Fingerprint.StartsWith(OrderFingerprint.Prefix))
            .OrderBy(order => order.Id)
            .Select(order => new { order.Id, order.Fingerprint })
            .Take(BatchSize)
            .ToListAsync(cancellationToken);
        foreach (var order in plain)
        {
            var keyed = await fingerprints.KeyedAsync(order.Fingerprint!, cancellationToken);
            await writer.ExecuteAsync(
                write => write.Orders.Where(one => one.Id == order.Id).ExecuteUpdateAsync(change => change.SetProperty(one => one.Fingerprint, keyed), cancellationToken),
                cancellationToken);
        }

        return plain.Count > 0;
    }
}
