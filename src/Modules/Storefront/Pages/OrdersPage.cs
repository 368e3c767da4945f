using System.Globalization;
using AstronomyShop.Modules.Storefront.Responses;

namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>The orders of this browser.</summary>
internal static class OrdersPage
{
    private const string Title = "Otel Demo - Orders";

    public static Page Of(IReadOnlyList<PlacedOrder> orders) => new(Title, Html.Of($"""
            <div class="orders wide">
              <h1>Your orders</h1>
              {(orders.Count == 0 ? EmptyResult : Html.Of($"""<ul class="lines">{Html.Join(orders.Select(Order))}</ul>"""))}
            </div>
        """));

    private static readonly Html EmptyResult = Html.Of($"""
        <p>There are no orders from this browser yet.</p>
              <a class="button" href="/#hot-products">See the products</a>
        """);

    private static Html Order(PlacedOrder placed) => Html.Of($"""
                <li class="line order-line">
                  <div class="what">
                    <a class="name" href="/cart/checkout/{placed.Order.OrderId}">{string.Join(", ", placed.Order.Items.Select(NameOf))}</a>
                    <p class="soft">{placed.At?.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture)}</p>
                  </div>
                  <p class="sum">{PriceText.Span(ConfirmationPage.Total(placed.Order))}</p>
                </li>
        """);

    private static string? NameOf(OrderLineResponse line) => line.Item?.Product?.Name ?? line.Item?.ProductId;
}

/// <summary>An order and the time when it was placed.</summary>
internal sealed record PlacedOrder(OrderResponse Order, DateTimeOffset? At);
