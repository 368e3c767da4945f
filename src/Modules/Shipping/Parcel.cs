using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Calls;

namespace AstronomyShop.Modules.Shipping;

/// <summary>What is to be shipped.</summary>
internal static class Parcel
{
    /// <summary>How many items there are in all; as a long, which the largest message cannot overflow.</summary>
    public static long ItemsIn(IReadOnlyList<CartItem> items)
    {
        if (items.Count == 0)
        {
            throw RpcErrors.InvalidArgument("items", "there is nothing to ship");
        }

        var count = 0L;
        for (var line = 0; line < items.Count; line++)
        {
            if (items[line].Quantity < 1)
            {
                throw RpcErrors.InvalidArgument($"items[{line}].quantity", $"must be at least 1, not {items[line].Quantity}");
            }

            count += items[line].Quantity;
        }

        return count;
    }
}
