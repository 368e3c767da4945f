using AstronomyShop.Modules.Storefront.Content;
using AstronomyShop.Modules.Storefront.Responses;
using AstronomyShop.Modules.Storefront.Sessions;

namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>The cart with its prices, and the checkout form.</summary>
internal sealed record CartPageModel(PricedCart Cart, CheckoutFormModel Form, IReadOnlyList<ProductResponse> Recommended, PageContext Context)
{
    private const int MaxOffered = 10;

    public Page ToPage() => new("Otel Demo - Cart", new Pages_CartPage { Model = this });

    /// <summary>The selectable quantities, and the current one where it is larger.</summary>
    public static IEnumerable<int> Offered(int quantity) => Enumerable.Range(1, MaxOffered).Append(quantity).Distinct();
}
