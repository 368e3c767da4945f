using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.Payment;

/// <summary>Charges cards once per idempotency key, refunds charges, and keeps the ledger of both.</summary>
public sealed class PaymentModule : IModule
{
    /// <inheritdoc/>
    public ModuleDescriptor Descriptor { get; } = new("Payment", "payment")
    {
        Serves = [PaymentService.Descriptor],
        LogAttributes = new Dictionary<string, string>
        {
            ["TransactionId"] = PaymentTelemetry.TransactionId,
            ["paymentAmount"] = PaymentTelemetry.Amount,
            ["paymentCurrency"] = PaymentTelemetry.Currency,
            ["Card"] = PaymentTelemetry.CardNumber,
            ["CardType"] = PaymentTelemetry.CardType,
            ["LoyaltyLevel"] = PaymentTelemetry.LoyaltyLevel,
        },
        Criticality = "critical",
        AddressVariables = ["PAYMENT_ADDR"],
        HasAuditSource = true,
    };

    /// <inheritdoc/>
    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.AddDatabase<PaymentDbContext>();
        module.Services.AddSingleton<ChargeFingerprint>();
        module.Services.AddSingleton<ChargeLedger>();
        module.AddGrpcService<PaymentGrpcService>(PaymentService.BindService);
        module.AddCallFilter<PaymentFailureFilter>();
        module.AddAuditSource<ChargesAuditSource>();
    }
}
