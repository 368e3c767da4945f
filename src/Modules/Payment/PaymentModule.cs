using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.Payment;

/// <summary>Charges cards once per idempotency key, gives money back, and keeps the ledger of both.</summary>
public sealed class PaymentModule : IModule
{
    /// <inheritdoc/>
    public ModuleFace Face { get; } = new("Payment", "payment")
    {
        Serves = [PaymentService.Descriptor],
        Criticality = "critical",
        AddressVariables = ["PAYMENT_ADDR"],
    };

    /// <inheritdoc/>
    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Database<PaymentDb>();
        module.Services.AddSingleton<RequestFingerprint>();
        module.Services.AddSingleton<ChargeLedger>();
        module.Audited<ChargesAccount>();
        module.Filter<PaymentFailure>();
        module.Serves<PaymentApi>(PaymentService.BindService);
    }
}
