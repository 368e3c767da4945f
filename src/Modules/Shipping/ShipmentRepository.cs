using System.Diagnostics.Metrics;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Persistence;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Shipping;

/// <summary>Stores all shipments.</summary>
internal sealed class ShipmentRepository(IDbContextFactory<ShippingDbContext> database, GroupCommitWriter<ShippingDbContext> writer, TimeProvider clock, ModuleTelemetry telemetry)
{
    private readonly Counter<long> shipped = telemetry.Counter(ShippingTelemetry.ItemsShipped);

    /// <summary>Ships without a key: each call creates a shipment. Returns the tracking id.</summary>
    public Task<string> ShipAsync(ShipOrderRequest order, long items, CancellationToken cancellationToken) => BookAsync(NewShipment(order, items), cancellationToken);

    /// <summary>Ships once per key; a repeated call returns the tracking id of the first.</summary>
    public async Task<string> ShipOnceAsync(string key, ShipOrderRequest order, long items, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var requestHash = RequestFingerprint.Of(order);
        if (await FindAsync(db, key, cancellationToken) is { } earlier)
        {
            return TrackingOf(earlier, requestHash);
        }

        try
        {
            var shipment = NewShipment(order, items);
            shipment.IdempotencyKey = key;
            shipment.RequestHash = requestHash;
            return await BookAsync(shipment, cancellationToken);
        }
        catch (DbUpdateException)
        {
            // A concurrent call with the same key was first: the unique index accepted only one.
            if (await FindAsync(db, key, cancellationToken) is { } winner)
            {
                return TrackingOf(winner, requestHash);
            }

            throw;
        }
    }

    /// <summary>Cancels the shipment of a key, and closes the key also when nothing was shipped.</summary>
    public async Task CancelAsync(string key, CancellationToken cancellationToken) =>
        await writer.ExecuteAsync(db => db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO shipments ("TrackingId", "IdempotencyKey", "ShippedAt", "ItemCount", "Country")
            VALUES ({Guid.NewGuid().ToString()}, {key}, {clock.GetUtcNow().ToUnixTimeMilliseconds()}, 0, '')
            ON CONFLICT ("IdempotencyKey") DO UPDATE SET "RequestHash" = NULL
            """,
            cancellationToken), cancellationToken);

    private static Task<Shipment?> FindAsync(ShippingDbContext db, string key, CancellationToken cancellationToken) =>
        db.Shipments.AsNoTracking().FirstOrDefaultAsync(shipment => shipment.IdempotencyKey == key, cancellationToken);

    private async Task<string> BookAsync(Shipment shipment, CancellationToken cancellationToken)
    {
        await writer.ExecuteAsync(
            db =>
            {
                db.Add(shipment);
                return db.SaveChangesAsync(cancellationToken);
            },
            cancellationToken);
        shipped.Add(shipment.ItemCount);
        return shipment.TrackingId;
    }

    private static string TrackingOf(Shipment earlier, byte[] requestHash) =>
        earlier.IsCancelled ? throw RpcErrors.Fault("key-closed", "The shipment under this key was cancelled.")
        : requestHash.AsSpan().SequenceEqual(earlier.RequestHash)
            ? earlier.TrackingId
        : throw RpcErrors.InvalidArgument(IdempotencyKey.Header, $"'{earlier.IdempotencyKey}' was used for another order");

    private Shipment NewShipment(ShipOrderRequest order, long items) => new()
    {
        TrackingId = Guid.NewGuid().ToString(),
        ShippedAt = clock.GetUtcNow().ToUnixTimeMilliseconds(),
        ItemCount = items,
        Country = order.Address?.Country ?? string.Empty,
    };
}
