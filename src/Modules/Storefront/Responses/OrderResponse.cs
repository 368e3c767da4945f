using AstronomyShop.Contracts;

namespace AstronomyShop.Modules.Storefront.Responses;

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

/// <param name="Cost">The unit price, in the currency of the order.</param>
/// <param name="Item">The product and its quantity.</param>
internal sealed record OrderLineResponse(MoneyResponse? Cost, CartLineResponse? Item);

internal sealed record AddressResponse(string StreetAddress, string City, string State, string Country, string ZipCode)
{
    public static AddressResponse Of(Address address) =>
        new(address.StreetAddress, address.City, address.State, address.Country, address.ZipCode);
}
