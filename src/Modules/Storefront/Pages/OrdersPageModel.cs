using AstronomyShop.Modules.Storefront.Responses;

namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>The orders of this browser.</summary>
internal sealed record OrdersPageModel(IReadOnlyList<PlacedOrder> Orders)
{
    public Page ToPage() => new("Otel Demo - Orders", new Pages_OrdersPage { Model = this });
}

/// <summary>An order and the time when it was placed.</summary>
internal sealed record PlacedOrder(OrderResponse Order, DateTimeOffset? At);
