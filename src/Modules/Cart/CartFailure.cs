using AstronomyShop.SharedKernel.Calls;
using AstronomyShop.SharedKernel.Flags;

namespace AstronomyShop.Modules.Cart;

/// <summary>The flag <c>cartFailure</c>: this share of all calls to the cart fails.</summary>
internal sealed class CartFailure(IFeatureClient flags) : ICallFilter
{
    public async ValueTask Before(string rpc, object request, CancellationToken cancellation)
    {
        var share = await flags.GetDoubleValueAsync("cartFailure", 0, EvaluationContext.Empty);
        if (share > 0 && Random.Shared.NextDouble() < share)
        {
            throw Refusal.Forbidden("cart-failure", "The cart cannot be reached: cartFailure is on");
        }
    }
}
