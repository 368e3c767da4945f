using System.Diagnostics;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.FeatureFlags;

namespace AstronomyShop.Modules.Payment;

/// <summary>
/// The flag <c>paymentFailure</c>: this share of the charges fails before anything is charged. Refunds are not affected.
/// </summary>
internal sealed class PaymentFailureFilter(IFeatureClient flags) : ICallFilter
{
    public async ValueTask BeforeAsync(string rpc, object request, CancellationToken cancellationToken)
    {
        if (request is not ChargeRequest)
        {
            return;
        }

        var share = await flags.GetDoubleValueAsync("paymentFailure", 0, EvaluationContext.Empty);
        if (share > 0 && Random.Shared.NextDouble() < share)
        {
            Activity.Current?.SetTag(PaymentTelemetry.LoyaltyLevel, "gold");
            throw RpcErrors.Fault("payment-failure", "Payment request failed. Invalid token.");
        }
    }
}
