using AstronomyShop.Modules.Storefront.Responses;
using AstronomyShop.Modules.Storefront.Sessions;

namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>The cart with its prices, and the checkout form.</summary>
internal static class CartPage
{
    private const string Title = "Otel Demo - Cart";
    private const int MaxOffered = 10;

    public static Page Of(PricedCart cart, CheckoutForm form, IReadOnlyList<ProductResponse> recommended, PageContext page) =>
        new(Title, cart.Lines.Count == 0 ? Empty(form.Errors.General, recommended, page) : Full(cart, form, recommended, page));

    private static Html Empty(string? message, IReadOnlyList<ProductResponse> recommended, PageContext page) => Html.Of($"""
            <div class="cart empty wide" data-region="cart">
              <h1>Your cart is empty</h1>
              {(message is null ? Html.Empty : Html.Of($"""<p class="wrong" role="alert">{message}</p>"""))}
              <p>Browse our products to find something you like.</p>
              <a class="button" href="/#hot-products">See the products</a>
            </div>
        {ProductCard.Recommended(recommended, page)}
        """);

    private static Html Full(PricedCart cart, CheckoutForm form, IReadOnlyList<ProductResponse> recommended, PageContext page) => Html.Of($"""
            <div class="cart wide">
              <section class="lines" aria-labelledby="cart-title" data-region="cart">
                <div class="lines-head">
                  <h1 id="cart-title">Your cart</h1>
                  <form method="post" action="/cart/empty" data-action="empty"><button class="quiet small">Empty cart</button></form>
                </div>
                <ul>{Html.Join(cart.Lines.Select(Line))}</ul>
                {Totals(cart)}
              </section>
        {form.Markup}
            </div>
        {ProductCard.Recommended(recommended, page)}
        """);

    private static Html Line(PricedCartLine line) => Html.Of($"""
                <li class="line">
                  {Picture(line.Product)}
                  <div class="what">
                    <a class="name" href="/product/{line.ProductId}">{NameOf(line)}</a>
                    <p class="soft">{(line.Product is null ? "This product is no longer available. Please remove it." : $"{PriceText.Of(line.Product.PriceUsd)} each")}</p>
                    {Change(line)}
                  </div>
                  <p class="sum">{(line.Price is { } price ? PriceText.Span(PriceText.Of(price)) : Html.Empty)}</p>
                </li>
        """);

    private static Html Change(PricedCartLine line) => Html.Of($"""
        <form class="change" method="post" action="/cart/quantity" data-action="change" data-product="{line.ProductId}" data-quantity="{line.Quantity}">
                      <input type="hidden" name="productId" value="{line.ProductId}">
                      <label class="unseen" for="quantity-{line.ProductId}">Quantity of {NameOf(line)}</label>
                      <select id="quantity-{line.ProductId}" name="quantity" autocomplete="off">
        {Html.Join(Offered(line.Quantity).Select(number => Option(number, line.Quantity)))}
                      </select>
                      <noscript><button class="quiet small">Update</button></noscript>
                      <button class="quiet small" name="remove" value="1" aria-label="Remove {NameOf(line)}">Remove</button>
                    </form>
        """);

    private static Html Totals(PricedCart cart) => Html.Of($"""
                <dl class="totals" aria-live="polite">
                  <div><dt>Products</dt><dd>{PriceText.Span(PriceText.Of(cart.Subtotal))}</dd></div>
                  <div><dt>Estimated shipping</dt><dd>{(cart.Shipping is { } shipping ? PriceText.Span(PriceText.Of(shipping)) : ShippingPending)}</dd></div>
                  <div class="total"><dt>Total</dt><dd>{PriceText.Span(PriceText.Of(cart.Total))}</dd></div>
                </dl>
        """);

    private static readonly Html ShippingPending = Html.Of($"calculated at checkout");

    private static string NameOf(PricedCartLine line) => line.Product?.Name ?? line.ProductId;

    private static Html Picture(ProductResponse? product) =>
        product is { Picture.Length: > 0 } ? Pictures.Small(product.Picture) : Html.Of($"""<span class="no-picture"></span>""");

    private static IEnumerable<int> Offered(int quantity) => Enumerable.Range(1, MaxOffered).Append(quantity).Distinct();

    private static Html Option(int number, int chosen) => Html.Of($"""<option{Html.If(number == chosen, " selected")}>{number}</option>""");
}
