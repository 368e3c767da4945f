using AstronomyShop.Contracts;
using AstronomyShop.Modules.Accounting.Bookings;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.Accounting;

/// <summary>Books every placed order once in a ledger, and serves the ledger.</summary>
public sealed class AccountingModule : IModule
{
    /// <inheritdoc/>
    public ModuleDescriptor Descriptor { get; } = new("Accounting", "accounting")
    {
        Serves = [AccountingService.Descriptor],
        Consumes = [OrderPlaced.Descriptor],
        ManagementPaths = [BookingEndpoints.Path],
        LogAttributes = new Dictionary<string, string>
        {
            ["OrderId"] = AccountingTelemetry.OrderId,
            ["orderAmount"] = AccountingTelemetry.OrderAmount,
            ["orderLines"] = AccountingTelemetry.OrderItemsCount,
            ["orderItems"] = AccountingTelemetry.OrderItems,
            ["shippingAmount"] = AccountingTelemetry.ShippingAmount,
            ["trackingId"] = AccountingTelemetry.TrackingId,
        },
        Criticality = "low",
        HasAuditSource = true,
    };

    /// <inheritdoc/>
    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.AddDatabase<AccountingDbContext>();
        module.Services.AddSingleton<SalesLedger>();
        module.AddGrpcService<AccountingGrpcService>(AccountingService.BindService);
        module.MapEndpoints(BookingEndpoints.MapBookingEndpoints);
        module.AddConsumer<OrderPlacedConsumer, OrderPlacedConsumerDefinition>();
        module.AddAuditSource<BookingsAuditSource>();
    }
}
