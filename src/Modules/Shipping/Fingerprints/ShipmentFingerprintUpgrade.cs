using AstronomyShop.SharedKernel.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Shipping.Fingerprints;

/// <summary>Soon after startup, keys the fingerprints that an earlier version stored as plain hashes. Orders can be shipped and repeated meanwhile.</summary>
internal sealed class ShipmentFingerprintUpgrade(
    IDbContextFactory<ShippingDbContext> database,
    GroupCommitWriter<ShippingDbContext> writer,
    ShipmentFingerprint fingerprints,
    TimeProvider clock,
    ILogger<ShipmentFingerprintUpgrade> logger)
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
                var last = string.Empty;
                while (last is not null)
                {
                    last = await UpgradeBatchAsync(last, stoppingToken);
                }

                return;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                ShippingLog.FingerprintsNotUpgraded(logger, exception);
            }
        }
    }

    // Returns the tracking id of the last shipment of the batch, null when there is none.
    private async Task<string?> UpgradeBatchAsync(string after, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var plain = await db.Shipments.AsNoTracking()
            .Where(shipment => string.Compare(shipment.TrackingId, after) > 0
                && shipment.RequestHash != null && shipment.RequestHash.Length == ShipmentFingerprint.PlainLength)
            .OrderBy(shipment => shipment.TrackingId)
            .Select(shipment => new { shipment.TrackingId, shipment.RequestHash })
            .Take(BatchSize)
            .ToListAsync(cancellationToken);
        foreach (var shipment in plain)
        {
            var keyed = await fingerprints.KeyedAsync(shipment.RequestHash!, cancellationToken);

            // A shipment that is cancelled meanwhile stays cancelled.
            await writer.ExecuteAsync(
                write => write.Shipments.Where(one => one.TrackingId == shipment.TrackingId && one.RequestHash != null)
                    .ExecuteUpdateAsync(change => change.SetProperty(one => one.RequestHash, keyed), cancellationToken),
                cancellationToken);
        }

        return plain.LastOrDefault()?.TrackingId;
    }
}
