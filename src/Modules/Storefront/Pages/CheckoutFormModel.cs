using AstronomyShop.Modules.Storefront.Forms;

namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>The checkout form. Submitted twice it orders once, because it contains an idempotency key.</summary>
/// <param name="Draft">The values of the fields.</param>
/// <param name="Errors">The errors of the previous submission.</param>
/// <param name="Key">The idempotency key of the order.</param>
/// <param name="Year">The first selectable expiration year.</param>
internal sealed record CheckoutFormModel(OrderDraft Draft, FormErrors Errors, string Key, int Year)
{
    private const int MaxYears = 20;

    public IEnumerable<int> Years => Enumerable.Range(Year, MaxYears);
}
