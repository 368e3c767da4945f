using AstronomyShop.Modules.Storefront.Responses;
using AstronomyShop.Modules.Storefront.Sessions;

namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>The confirmation of a placed order.</summary>
internal static class ConfirmationPage
{
    private const string Title = "Otel Demo - Checkout";

    public static Page Of(OrderResponse order, IReadOnlyList<ProductResponse> recommended, IReadOnlyList<TextAdResponse> ads, PageContext page) => new(Title, Html.Of($"""
            <div class="confirmation wide">
              <p class="kicker">Order placed</p>
              <h1>Thank you for your order</h1>
              <p class="soft">We have sent a confirmation by e-mail.</p>
              <dl class="numbers">
                <div><dt>Order</dt><dd>{order.OrderId}</dd></div>
                <div><dt>Tracking number</dt><dd>{order.ShippingTrackingId}</dd></div>
              </dl>
              <ul class="lines">{Html.Join(order.Items.Select(Line))}</ul>
              <dl class="totals">
                <div><dt>Shipping</dt><dd>{PriceText.Span(PriceText.Of(order.ShippingCost))}</dd></div>
                <div class="total"><dt>Total paid</dt><dd>{PriceText.Span(Total(order))}</dd></div>
              </dl>
              {ShippedTo(order.ShippingAddress)}
              <p class="actions"><a class="button" href="/">Continue shopping</a><a class="button quiet" href="/orders">All your orders</a></p>
            </div>
        {AdBanner.Of(ads)}
        {ProductCard.Recommended(recommended, page)}
        """));

    /// <summary>The sum of the lines and the shipping cost, in the currency of the order.</summary>
    public static string Total(OrderResponse order) => order.ShippingCost is null
        ? string.Empty
        : PriceText.Of(order.Items.Aggregate(order.ShippingCost.ToMoney(), (sum, line) => CostOf(line) is { } cost ? sum + cost : sum));

    private static Html Line(OrderLineResponse line) => Html.Of($"""
                <li class="line" data-cy="checkout-item">
                  {(line.Item?.Product is { Picture.Length: > 0 } shown ? Pictures.Small(shown.Picture) : Html.Of($"""<span class="no-picture"></span>"""))}
                  <div class="what">
                    <p class="name">{line.Item?.Product?.Name ?? line.Item?.ProductId}</p>
                    <p class="soft">{line.Item?.Quantity ?? 0} × {PriceText.Of(line.Cost)}</p>
                  </div>
                  <p class="sum">{PriceText.Span(CostOf(line) is { } cost ? PriceText.Of(cost) : string.Empty)}</p>
                </li>
        """);

    private static Money? CostOf(OrderLineResponse line) => line is { Cost: { } one, Item: { } item } ? one.ToMoney() * item.Quantity : null;

    private static Html ShippedTo(AddressResponse? address) => address is null ? Html.Empty : Html.Of($"""
              <address>
                <b>Shipped to</b><br>
                {address.StreetAddress}<br>
                {address.ZipCode} {string.Join(", ", new[] { address.City, address.State }.Where(part => part.Length > 0))}<br>
                {address.Country}
              </address>
        """);
}
