using AstronomyShop.Modules.Storefront.Forms;

namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>The checkout form. Submitted twice it orders once, because it contains an idempotency key.</summary>
/// <param name="Draft">The values of the fields.</param>
/// <param name="Errors">The errors of the previous submission.</param>
/// <param name="Key">The idempotency key of the order.</param>
/// <param name="Year">The first selectable expiration year.</param>
internal sealed record CheckoutForm(OrderDraft Draft, FormErrors Errors, string Key, int Year)
{
    private const int Years = 20;

    public Html Markup => Html.Of($"""
              <form class="checkout" method="post" action="/cart/checkout" novalidate aria-labelledby="checkout-title">
                <h2 id="checkout-title">Checkout</h2>
                <p class="wrong general" role="alert" tabindex="-1">{Errors.General}</p>
                <input type="hidden" name="key" value="{Key}">
                {Input(OrderDraft.Email, "E-mail address", "email", "email", "email")}
                <fieldset>
                  <legend>Shipping address</legend>
                  {Input(OrderDraft.Street, "Street address", "text", "street-address")}
                  <div class="pair">
                    {Input(OrderDraft.ZipCode, "Zip code", "text", "postal-code")}
                    {Input(OrderDraft.City, "City", "text", "address-level2")}
                  </div>
                  <div class="pair">
                    {Input(OrderDraft.State, "State", "text", "address-level1", isOptional: true)}
                    {Input(OrderDraft.Country, "Country", "text", "country-name")}
                  </div>
                  <noscript><button class="quiet small" formaction="/cart/estimate">Estimate shipping</button></noscript>
                </fieldset>
                <fieldset>
                  <legend>Card</legend>
                  <p class="soft">This is a test card. Do not enter a real card number.</p>
                  {Input(OrderDraft.CardNumber, "Card number", "text", "off", "numeric")}
                  <div class="triple">
                    {Select(OrderDraft.CardMonth, "Month", Enumerable.Range(1, 12))}
                    {Select(OrderDraft.CardYear, "Year", Enumerable.Range(Year, Years))}
                    {Input(OrderDraft.CardCvv, "CVV", "password", "off", "numeric")}
                  </div>
                </fieldset>
                <button class="order" data-cy="checkout-place-order">Place order</button>
              </form>
        """);

    private static string IdOf(string field) => field.Replace('.', '-');

    private Html Input(string field, string label, string type, string autocomplete, string mode = "text", bool isOptional = false) => Field(field, label, isOptional, Html.Of($"""
        <input id="{IdOf(field)}" name="{field}" type="{type}" value="{Draft[field]}" autocomplete="{autocomplete}" inputmode="{mode}"
              maxlength="200"{Html.If(!isOptional, " aria-required=\"true\"")}{Invalid(field)}>
        """));

    private Html Select(string field, string label, IEnumerable<int> numbers) => Field(field, label, isOptional: false, Html.Of($"""
        <select id="{IdOf(field)}" name="{field}" autocomplete="off"{Invalid(field)}>
        {Html.Join(numbers.Select(number => Option(number, Draft[field])))}
        </select>
        """));

    private Html Field(string field, string label, bool isOptional, Html control) => Html.Of($"""
        <div class="field">
          <label for="{IdOf(field)}">{label}{Html.If(isOptional, " <span class=\"soft\">(optional)</span>")}</label>
          {control}
          <p class="wrong" id="{IdOf(field)}-wrong">{Errors.Of(field)}</p>
        </div>
        """);

    private Html Invalid(string field) =>
        Html.Of($""" aria-describedby="{IdOf(field)}-wrong"{Html.If(Errors.Of(field) is not null, " aria-invalid=\"true\"")}""");

    private static Html Option(int number, string chosen) => Html.Of($"""<option{Html.If($"{number}" == chosen, " selected")}>{number}</option>""");
}
