using AstronomyShop.Modules.Storefront.Responses;
using AstronomyShop.Modules.Storefront.Sessions;

namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>The confirmation of a placed order.</summary>
internal sealed record ConfirmationPageModel(
    OrderResponse Order, IReadOnlyList<ProductResponse> Recommended, IReadOnlyList<TextAdResponse> Ads, PageContext Context)
{
    public Page ToPage() => new("Otel Demo - Checkout", new Pages_ConfirmationPage { Model = this });

    /// <summary>The sum of the lines and the shipping cost, in the currency of the order.</summary>
    public static string Total(OrderResponse order) => order.ShippingCost is null
        ? string.Empty
        : PriceText.Of(order.Items.Aggregate(order.ShippingCost.ToMoney(), (sum, line) => CostOf(line) is { } cost ? sum + cost : sum));

    public static Money? CostOf(OrderLineResponse line) => line is { Cost: { } one, Item: { } item } ? one.ToMoney() * item.Quantity : null;
}
