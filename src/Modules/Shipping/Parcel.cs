using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;

namespace AstronomyShop.Modules.Shipping;

/// <summary>Validates the items of a shipment.</summary>
internal static class Parcel
{
    /// <summary>Returns the total quantity; as long, which cannot overflow even with the largest message.</summary>
    public static long ItemsIn(IReadOnlyList<CartItem> items)
    {
        if (items.Count == 0)
        {
            throw RpcErrors.InvalidArgument("items", "must not be empty");
        }

        var count = 0L;
        for (var line = 0; line < items.Count; line++)
        {
            if (items[line].Quantity < 1)
            {
                throw RpcErrors.InvalidArgument($"items[{line}].quantity", "must be at least 1");
            }

            count += items[line].Quantity;
        }

        return count;
    }
}
