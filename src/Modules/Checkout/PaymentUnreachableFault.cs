using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.FeatureFlags;
using Grpc.Core;

namespace AstronomyShop.Modules.Checkout;

/// <summary>The flag <c>paymentUnreachable</c>: calls from checkout fail as if the payment service were not reachable.</summary>
internal sealed class PaymentUnreachableFault(IFeatureClient flags) : ICallFault
{
    private static readonly CallFault Unavailable =
        new("paymentUnreachable", TimeSpan.Zero, new Status(StatusCode.Unavailable, "badAddress:50051 cannot be reached"));

    public async ValueTask<CallFault?> FindAsync(string caller, string callee, string rpc) =>
        callee == "payment" && await flags.GetBooleanValueAsync("paymentUnreachable", false, EvaluationContext.Empty) ? Unavailable : null;
}
