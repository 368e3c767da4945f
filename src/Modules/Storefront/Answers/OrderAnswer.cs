using AstronomyShop.Contracts;

namespace AstronomyShop.Modules.Storefront.Answers;

internal sealed record OrderAnswer(
    string OrderId, string ShippingTrackingId, MoneyAnswer? ShippingCost, AddressAnswer? ShippingAddress, IReadOnlyList<OrderLineAnswer> Items)
{
    public static OrderAnswer Of(OrderResult order, IReadOnlyList<OrderLineAnswer> items) => new(
        order.OrderId,
        order.ShippingTrackingId,
        order.ShippingCost is null ? null : MoneyAnswer.Of(order.ShippingCost),
        order.ShippingAddress is null ? null : AddressAnswer.Of(order.ShippingAddress),
        items);
}

/// <param name="Cost">The price of one, in the currency the order was paid in.</param>
/// <param name="Item">What, and how many.</param>
internal sealed record OrderLineAnswer(MoneyAnswer? Cost, CartLineAnswer? Item);

internal sealed record AddressAnswer(string StreetAddress, string City, string State, string Country, string ZipCode)
{
    public static AddressAnswer Of(Address address) =>
        new(address.StreetAddress, address.City, address.State, address.Country, address.ZipCode);
}
