using System.Diagnostics.Metrics;
using AstronomyShop.Contracts;
using AstronomyShop.Modules.Shipping.Fingerprints;
using AstronomyShop.SharedKernel.Persistence;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Shipping;

/// <summary>Stores all shipments.</summary>
internal sealed class ShipmentRepository(
    IDbContextFactory<ShippingDbContext> database, GroupCommitWriter<ShippingDbContext> writer, ShipmentFingerprint fingerprints, TimeProvider clock, ModuleTelemetry telemetry)
{
    private readonly Counter<long> shipped = telemetry.Counter(ShippingTelemetry.ItemsShipped);

    /// <summary>Ships without a key: each call creates a shipment. Returns the tracking id.</summary>
    public async Task<string> ShipAsync(ShipOrderRequest order, long items, CancellationToken cancellationToken) =>
        (await TryBookAsync(null, null, order, items, cancellationToken))!;

    /// <summary>Ships once per key; a repeated call returns the tracking id of the first.</summary>
    public async Task<string> ShipOnceAsync(string key, ShipOrderRequest order, long items, CancellationToken cancellationToken)
    {
        var requestHash = await fingerprints.OfAsync(order, cancellationToken);
        if (await TryBookAsync(key, requestHash, order, items, cancellationToken) is { } trackingId)
        {
            return trackingId;
        }

        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var earlier = await db.Shipments.AsNoTracking().FirstAsync(shipment => shipment.IdempotencyKey == key, cancellationToken);
        if (earlier.IsCancelled)
        {
            throw RpcErrors.Fault("key-closed", "The shipment under this key was cancelled.");
        }

        var earlierHash = await fingerprints.KeyedAsync(earlier.RequestHash!, cancellationToken);
        return requestHash.AsSpan().SequenceEqual(earlierHash)
            ? earlier.TrackingId
            : throw RpcErrors.InvalidArgument(IdempotencyKey.Header, $"'{key}' was used for another order");
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

    // Of concurrent calls with the same key the unique index accepts one: the key decides without being looked up before.
    private async Task<string?> TryBookAsync(string? key, byte[]? requestHash, ShipOrderRequest order, long items, CancellationToken cancellationToken)
    {
        var trackingId = Guid.NewGuid().ToString();
        var booked = await writer.ExecuteAsync(db => db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO shipments ("TrackingId", "IdempotencyKey", "RequestHash", "ShippedAt", "ItemCount", "Country")
            VALUES ({trackingId}, {key}, {requestHash}, {clock.GetUtcNow().ToUnixTimeMilliseconds()}, {items}, {order.Address?.Country ?? string.Empty})
            ON CONFLICT ("IdempotencyKey") DO NOTHING
            """,
            cancellationToken), cancellationToken);
        if (booked == 0)
        {
            return null;
        }

        shipped.Add(items);
        return trackingId;
    }
}
