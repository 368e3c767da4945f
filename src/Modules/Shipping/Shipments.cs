using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Calls;
using AstronomyShop.SharedKernel.Storage;
using AstronomyShop.SharedKernel.Telemetry;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Shipping;

/// <summary>The book of everything that was shipped.</summary>
internal sealed class Shipments(IDbContextFactory<ShippingDb> database, Writes<ShippingDb> writes, TimeProvider clock, ModuleTelemetry telemetry)
{
    private readonly Counter<long> shipped = telemetry.Counter(ShippingTelemetry.ItemsShipped);

    /// <summary>Ships, as often as it is asked to. Answers the tracking id.</summary>
    public Task<string> Ship(ShipOrderRequest order, long items, CancellationToken cancellation) => Book(NewShipment(order, items), cancellation);

    /// <summary>Ships once under a key; whoever comes again gets the tracking id of the first time.</summary>
    public async Task<string> ShipOnce(string key, ShipOrderRequest order, long items, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var requestHash = SHA256.HashData(order.ToByteArray());
        if (await Find(db, key, cancellation) is { } earlier)
        {
            return TrackingOf(earlier, requestHash);
        }

        try
        {
            var shipment = NewShipment(order, items);
            shipment.IdempotencyKey = key;
            shipment.RequestHash = requestHash;
            return await Book(shipment, cancellation);
        }
        catch (DbUpdateException)
        {
            // Two calls with one key ran at once and the other was first: the unique index let only one in.
            if (await Find(db, key, cancellation) is { } winner)
            {
                return TrackingOf(winner, requestHash);
            }

            throw;
        }
    }

    /// <summary>Takes back what was shipped under a key, and closes the key also when nothing was.</summary>
    public async Task Cancel(string key, CancellationToken cancellation) =>
        await writes.Commit(db => db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO shipments ("TrackingId", "IdempotencyKey", "ShippedAt", "ItemCount", "Country")
            VALUES ({Guid.NewGuid().ToString()}, {key}, {clock.GetUtcNow().ToUnixTimeMilliseconds()}, 0, '')
            ON CONFLICT ("IdempotencyKey") DO UPDATE SET "RequestHash" = NULL
            """,
            cancellation), cancellation);

    private static Task<Shipment?> Find(ShippingDb db, string key, CancellationToken cancellation) =>
        db.Shipments.AsNoTracking().FirstOrDefaultAsync(shipment => shipment.IdempotencyKey == key, cancellation);

    private async Task<string> Book(Shipment shipment, CancellationToken cancellation)
    {
        await writes.Commit(
            db =>
            {
                db.Add(shipment);
                return db.SaveChangesAsync(cancellation);
            },
            cancellation);
        shipped.Add(shipment.ItemCount);
        return shipment.TrackingId;
    }

    private static string TrackingOf(Shipment earlier, byte[] requestHash) =>
        earlier.IsCancelled ? throw Refusal.Forbidden("key-closed", "The shipment under this key was cancelled.")
        : requestHash.AsSpan().SequenceEqual(earlier.RequestHash)
            ? earlier.TrackingId
        : throw Refusal.Invalid(IdempotencyKey.Header, $"'{earlier.IdempotencyKey}' was used to ship another order");

    private Shipment NewShipment(ShipOrderRequest order, long items) => new()
    {
        TrackingId = Guid.NewGuid().ToString(),
        ShippedAt = clock.GetUtcNow().ToUnixTimeMilliseconds(),
        ItemCount = items,
        Country = order.Address?.Country ?? string.Empty,
    };
}
