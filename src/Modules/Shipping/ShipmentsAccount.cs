using AstronomyShop.SharedKernel.Audit;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Shipping;

/// <summary>Tells the auditor what left under an order's key.</summary>
internal sealed class ShipmentsAccount(IDbContextFactory<ShippingDb> database) : IAudited
{
    public async Task<AuditAccount> GiveAccount(CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var orders = await db.Shipments.Where(shipment => shipment.IdempotencyKey != null && shipment.RequestHash != null).Select(shipment => shipment.IdempotencyKey!).ToListAsync(cancellation);
        return new AuditAccount { Effects = new AuditedEffects(AuditedEffects.Shipment, orders) };
    }
}
