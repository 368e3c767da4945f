using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.Accounting;

/// <summary>Books every placed order once, in a ledger that can be read back.</summary>
public sealed class AccountingModule : IModule
{
    /// <inheritdoc/>
    public ModuleFace Face { get; } = new("Accounting", "accounting")
    {
        Serves = [AccountingService.Descriptor],
        Consumes = [OrderPlaced.Descriptor],
        ManagementPaths = [BookingsEndpoint.Path],
        Criticality = "low",
    };

    /// <inheritdoc/>
    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Database<AccountingDb>();
        module.Services.AddSingleton<SalesLedger>();
        module.Consumes<RecordSale>();
        module.Audited<BookingsAccount>();
        module.Http(BookingsEndpoint.Map);
        module.Serves<AccountingApi>(AccountingService.BindService);
    }
}
