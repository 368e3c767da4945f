using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.FeatureFlags;

namespace AstronomyShop.Modules.Cart;

/// <summary>
/// The flag <c>cartFailure</c>: this share of the calls that empty a cart fails, as in the public shop. Checkout empties it by removing the ordered
/// lines, so a paid cart stays full until the removal succeeds. The variant <c>everyCall</c>, a share above one, fails every call of the cart.
/// </summary>
internal sealed class CartFailureFilter(IFeatureClient flags) : ICallFilter
{
    public async ValueTask BeforeAsync(string rpc, object request, CancellationToken cancellationToken)
    {
        var share = await flags.GetDoubleValueAsync("cartFailure", 0, EvaluationContext.Empty);
        if (share > 1)
        {
            throw RpcErrors.Fault("cart-failure", "The cart is not available.");
        }

        if (request is EmptyCartRequest or RemoveItemsRequest && Random.Shared.NextDouble() < share)
        {
            throw RpcErrors.Fault("cart-failure", "The cart could not be emptied.");
        }
    }
}
