using System.Collections.Concurrent;
using System.Diagnostics;
using AstronomyShop.Modules.Storefront.Sessions;
using AstronomyShop.SharedKernel.Primitives;

namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>
/// The common layout of all pages. The <c>data-cy</c> names, here and on the pages, are those of the public shop's browser tests.
/// </summary>
internal static class MainLayout
{
    public static Html Render(string title, Html content, PageContext page, FooterModel footer) => Html.Of($"""
        <!doctype html>
        <html lang="en" data-user="{page.Session.UserId}" data-currency="{page.Session.Currency}">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="color-scheme" content="light dark">
          <meta name="description" content="Telescopes, binoculars and accessories for astronomy.">
        {Trace()}
          <title>{title}</title>
          <link rel="icon" href="{Pictures.Icon}" type="image/svg+xml">
        {Assets.Head}
        </head>
        <body>
          <a class="skip" href="#content">Skip to content</a>
          <header>
            <div class="wide">
              <a class="brand" href="/"><img src="{Pictures.Icon}" alt="" width="44" height="44"><span>Astronomy <b>Shop</b></span></a>
              <nav aria-label="Shop">
                <a href="/orders">Orders</a>
                {CurrencySwitch(page)}
                {CartIcon(page)}
              </nav>
            </div>
          </header>
          <main id="content" tabindex="-1">
        {content}
          </main>
          <footer>
            <div class="wide">
              <p>The Astronomy Shop is a demo. It sells no real products.</p>
              <p><span data-cy="session-id">session-id: {page.Session.UserId}</span></p>
              <p>© {footer.Year} · <a href="https://opentelemetry.io/docs/demo/">OpenTelemetry Demo</a> · <span class="badge">{footer.Platform}</span></p>
            </div>
          </footer>
          <p id="said" class="unseen" role="status"></p>
        {(page.PictureDelay == 0 ? Templates : TemplatesFor(page))}
        </body>
        </html>

        """);

    // Continues the trace of the page request in the browser's page load.
    private static Html Trace() => Activity.Current is { Recorded: true, Id: { } id } ? Html.Of($"""  <meta name="traceparent" content="{id}">""") : Html.Empty;

    // The templates for the script are the markup of the pages.
    private static readonly Responses.ProductResponse Blank = new(string.Empty, string.Empty, string.Empty, "blank", null, []);

    private static readonly Html CartDropdown = Html.Of($"""
        <div class="dropdown" data-cy="cart-dropdown" id="cart-dropdown">
          <p class="dropdown-title">In your cart</p>
          <div class="dropdown-items">
            <div class="dropdown-item" data-cy="cart-dropdown-item"><img alt="" width="56" height="56"><p><span class="name"></span><span class="soft"></span></p></div>
          </div>
          <p class="dropdown-none">Your cart is empty.</p>
          <a class="button" href="/cart" data-cy="cart-go-to-shopping">Go to the cart</a>
        </div>
        """);

    // The templates are the same on every page, unless pictures are delayed.
    private static readonly Html Templates = TemplatesFor(PageContext.WithoutServices(Session.New(), "/"));

    private static readonly ConcurrentDictionary<(string Code, bool IsChosen), Html> KnownCurrencies = new();

    private static Html TemplatesFor(PageContext page) => Html.Of($"""
          <template id="card">{ProductCard.Of(Blank, page)}</template>
          <template id="product">{ProductPage.Content(Blank, [Blank], [], page)}</template>
          <template id="dropdown">{CartDropdown}</template>
        """);

    private static Html CurrencySwitch(PageContext page) => Html.Of($"""
        <form class="currency" method="post" action="/session">
                  <label class="unseen" for="currency">Currency</label>
                  <select id="currency" name="currency_code" data-cy="currency-switcher" autocomplete="off">
        {Html.Join(page.Currencies.Select(code => KnownCurrencies.GetOrAdd((code, code == page.Session.Currency), Currency)))}
                  </select>
                  <input type="hidden" name="back" value="{page.Path}">
                  <noscript><button class="small">Show</button></noscript>
                </form>
        """);

    // Includes all data that the script needs to format a price.
    private static Html Currency((string Code, bool IsChosen) known) => Html.Of($"""
        <option value="{known.Code}" data-symbol="{PriceText.SymbolOf(known.Code)}" data-decimals="{Currencies.MinorUnits(known.Code)}"{Html.If(known.IsChosen, " selected")}>{known.Code}</option>
        """);

    private static Html CartIcon(PageContext page) => Html.Of($"""
        <div class="cart-menu">
                  <a class="cart-icon" data-cy="cart-icon" href="/cart" data-region="cart-icon">
                    <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
                      <path d="M3 4h2.2l2.4 11.2a1.8 1.8 0 0 0 1.8 1.4h7.9a1.8 1.8 0 0 0 1.7-1.3L21 8H6.2"/><circle cx="10" cy="20" r="1.4"/><circle cx="17" cy="20" r="1.4"/>
                    </svg>
                    <span>Cart</span>
                    {(page.CartLines == 0 ? Html.Empty : Html.Of($"""<span class="count" data-cy="cart-item-count">{page.CartLines}</span>"""))}
                  </a>
                </div>
        """);
}
