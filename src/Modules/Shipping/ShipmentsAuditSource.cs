using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Audit;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Shipping;

/// <summary>Reports the shipments of orders to the auditor.</summary>
internal sealed class ShipmentsAuditSource(IDbContextFactory<ShippingDbContext> database) : IAuditSource
{
    public async Task<AuditSnapshot> GetSnapshotAsync(CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var orders = await db.Shipments.Where(shipment => shipment.IdempotencyKey != null && shipment.RequestHash != null).Select(shipment => shipment.IdempotencyKey!).ToListAsync(cancellationToken);
        return new AuditSnapshot { Shipments = new AuditedEffects { OrderIds = { orders } } };
    }
}
