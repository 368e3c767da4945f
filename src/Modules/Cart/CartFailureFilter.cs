using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.FeatureFlags;

namespace AstronomyShop.Modules.Cart;

/// <summary>The flag <c>cartFailure</c>: this share of all cart calls fails.</summary>
internal sealed class CartFailureFilter(IFeatureClient flags) : ICallFilter
{
    public async ValueTask BeforeAsync(string rpc, object request, CancellationToken cancellationToken)
    {
        var share = await flags.GetDoubleValueAsync("cartFailure", 0, EvaluationContext.Empty);
        if (share > 0 && Random.Shared.NextDouble() < share)
        {
            throw RpcErrors.FailedPrecondition("cart-failure", "The cart is not available: cartFailure is on");
        }
    }
}
