using AstronomyShop.Contracts;

namespace AstronomyShop.Modules.Storefront.Responses;

/// <summary>A placed order.</summary>
/// <param name="OrderId">The id of the order. The id alone gives access to it.</param>
/// <param name="ShippingTrackingId">The id under which the shipment is tracked.</param>
/// <param name="ShippingCost">The cost of shipping, in the currency of the order.</param>
/// <param name="ShippingAddress">The address that it is shipped to.</param>
/// <param name="Items">The ordered products.</param>
internal sealed record OrderResponse(
    string OrderId, string ShippingTrackingId, MoneyResponse? ShippingCost, AddressResponse? ShippingAddress, IReadOnlyList<OrderLineResponse> Items)
{
    public static OrderResponse Of(OrderResult order, IReadOnlyList<OrderLineResponse> items) => new(
        order.OrderId,
        order.ShippingTrackingId,
        order.ShippingCost is null ? null : MoneyResponse.Of(order.ShippingCost),
        order.ShippingAddress is null ? null : AddressResponse.Of(order.ShippingAddress),
        items);
}

/// <summary>A line of an order.</summary>
/// <param name="Cost">The unit price, in the currency of the order.</param>
/// <param name="Item">The product and its quantity.</param>
internal sealed record OrderLineResponse(MoneyResponse? Cost, CartLineResponse? Item);

/// <summary>A shipping address. Any field may be empty.</summary>
/// <param name="StreetAddress">Street and number.</param>
/// <param name="City">The city.</param>
/// <param name="State">The state or province.</param>
/// <param name="Country">The country.</param>
/// <param name="ZipCode">The postal code.</param>
internal sealed record AddressResponse(string StreetAddress, string City, string State, string Country, string ZipCode)
{
    public static AddressResponse Of(Address address) =>
        new(address.StreetAddress, address.City, address.State, address.Country, address.ZipCode);
}
