using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Storefront;

/// <summary>The pages work without scripts: every action of a user is a form.</summary>
public sealed class FormPurchaseTests(StorefrontFixture storefront) : IClassFixture<StorefrontFixture>
{
    private static readonly (string Type, string Text, HttpStatusCode Status)[] UnreadableForms =
    [
        ("multipart/form-data", "--x--", HttpStatusCode.BadRequest),
        ("application/x-www-form-urlencoded", $"{new string('k', 3_000)}=1", HttpStatusCode.BadRequest),
        ("application/x-www-form-urlencoded; charset=utf-7", "quantity=1", HttpStatusCode.UnsupportedMediaType),
        (
            "multipart/form-data; boundary=x",
            "--x\r\nContent-Disposition: form-data; name=\"quantity\"\r\nContent-Type: text/plain; charset=utf-7\r\n\r\n1\r\n--x--",
            HttpStatusCode.UnsupportedMediaType),
    ];

    private readonly StorefrontClient visitor = new(storefront.Web);

    [Fact]
    public async Task A_product_added_by_form_is_shown_in_the_cart_with_its_price()
    {
        await visitor.OpenAsync("/product/LS4PSXUNUM");
        var cart = await visitor.SendAsync("/cart/items", ("productId", "LS4PSXUNUM"), ("quantity", "2"));

        cart.Body.Should().Contain("<title>Otel Demo - Cart</title>").And.Contain("$ 114.16").And.Contain("""data-cy="cart-item-count">1</span>""")
            .And.Contain("""data-cy="checkout-place-order">""");

        (await visitor.SendAsync("/cart/quantity", ("productId", "LS4PSXUNUM"), ("quantity", "1"))).Body.Should().NotContain("$ 114.16").And.Contain("$ 57.08");
        (await visitor.SendAsync("/cart/items", ("productId", "HQTGWGPNH4"), ("quantity", "3"))).Body.Should().Contain("$ 60.05").And.Contain("count\">2</span>");
        (await visitor.SendAsync("/cart/empty")).Body.Should().Contain("Your cart is empty").And.NotContain("cart-item-count");
    }

    [Fact]
    public async Task An_order_is_placed_under_the_key_of_the_form_and_read_by_its_id()
    {
        var cart = await CartAsync();
        var placed = await visitor.SendAsync("/cart/checkout", StorefrontClient.FillForm(cart.Body, ("key", "3f0c7a11-6f39-4e3b-8d1c-0d5b5b0b9dd2")));

        storefront.Checkout.LastKey.Should().Be("3f0c7a11-6f39-4e3b-8d1c-0d5b5b0b9dd2");
        storefront.Checkout.LastRequest!.UserId.Should().Be(visitor.UserId);
        storefront.Checkout.LastRequest.CreditCard.CreditCardExpirationYear.Should().Be(2030);
        placed.Response.RequestMessage!.RequestUri!.PathAndQuery.Should().Be($"/cart/checkout/{FakeCheckoutModule.OrderId}");
        placed.Body.Should().Contain("<title>Otel Demo - Checkout</title>").And.Contain(FakeCheckoutModule.OrderId).And.Contain("$ 77.04").And.Contain("Mountain View");
        placed.Body.Split("data-cy=\"checkout-item\"").Should().HaveCount(3);
        (await visitor.OpenAsync("/orders")).Body.Should().Contain($"/cart/checkout/{FakeCheckoutModule.OrderId}").And.Contain("$ 77.04");
        (await new StorefrontClient(storefront.Web).OpenAsync("/orders")).Body.Should().NotContain(FakeCheckoutModule.OrderId);
    }

    [Fact]
    public async Task The_page_of_an_order_is_for_the_session_that_placed_it()
    {
        var cart = await CartAsync();
        await visitor.SendAsync("/cart/checkout", StorefrontClient.FillForm(cart.Body));
        var ids = FakeCheckoutModule.OrderId.Replace("-", "", StringComparison.Ordinal);

        // A client can forge the cookie with the order ids.
        var page = await storefront.Web.FetchAsync($"/cart/checkout/{FakeCheckoutModule.OrderId}", ("Cookie", $"{StorefrontClient.Cookie()}; shop-orders={ids}"));
        var list = await storefront.Web.FetchAsync("/orders", ("Cookie", $"{StorefrontClient.Cookie()}; shop-orders={ids}"));

        page.Status.Should().Be(HttpStatusCode.NotFound);
        page.Body.Should().NotContain("Mountain View");
        list.Body.Should().NotContain("$ 77.04");
        (await visitor.OpenAsync($"/cart/checkout/{FakeCheckoutModule.OrderId}")).Body.Should().Contain("Mountain View");
    }

    [Fact]
    public async Task A_rejected_card_is_reported_at_its_field_and_its_number_is_not_shown()
    {
        var cart = await CartAsync();
        var refused = await visitor.SendAsync(
            "/cart/checkout", StorefrontClient.FillForm(cart.Body, ("email", "expired@example.com"), ("address.city", "Springfield"), ("creditCard.creditCardNumber", "4111-1111-1111-1111")));

        refused.Status.Should().Be(HttpStatusCode.PaymentRequired);
        refused.Body.Should().Contain("""id="creditCard-creditCardExpirationYear-wrong">The card ****0454 expired after 1/2019.</p>""")
            .And.Contain("value=\"Springfield\"").And.Contain("$ 57.08").And.NotContain("4111-1111");
        StorefrontClient.FillForm(refused.Body).Should().NotContain(Key(cart));
    }

    [Fact]
    public async Task All_missing_fields_are_reported_together()
    {
        var cart = await CartAsync();
        var refused = await visitor.SendAsync(
            "/cart/checkout", StorefrontClient.FillForm(cart.Body, ("email", " "), ("address.zipCode", ""), ("address.state", ""), ("creditCard.creditCardCvv", "")));

        refused.Status.Should().Be(HttpStatusCode.BadRequest);
        refused.Body.Should().Contain("""id="email-wrong">is missing</p>""").And.Contain("""id="address-zipCode-wrong">is missing</p>""")
            .And.Contain("""id="creditCard-creditCardCvv-wrong">is missing</p>""").And.Contain("""id="address-state-wrong"></p>""");
    }

    // An attempt that timed out, or another attempt that still holds the key, may place the order: with a new key it would be placed twice.
    [Theory]
    [InlineData("taken-over@example.com", HttpStatusCode.ServiceUnavailable)]
    [InlineData("late@example.com", HttpStatusCode.ServiceUnavailable)]
    [InlineData("busy@example.com", HttpStatusCode.TooManyRequests)]
    [InlineData("reused@example.com", HttpStatusCode.UnprocessableEntity)]
    public async Task An_order_that_may_still_be_placed_keeps_its_key(string email, HttpStatusCode status)
    {
        var cart = await CartAsync();
        var unknown = await visitor.SendAsync("/cart/checkout", StorefrontClient.FillForm(cart.Body, ("email", email)));

        unknown.Status.Should().Be(status);
        StorefrontClient.FillForm(unknown.Body).Should().Contain(Key(cart));
    }

    [Fact]
    public async Task An_order_with_unknown_outcome_keeps_its_key()
    {
        var cart = await CartAsync();
        var down = await visitor.SendAsync("/cart/checkout", StorefrontClient.FillForm(cart.Body, ("email", "down@example.com")));

        down.Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        down.Body.Should().Contain("A part of the shop is not available; try again in a moment.").And.NotContain("10.0.0.7");
        StorefrontClient.FillForm(down.Body).Should().Contain(Key(cart));
    }

    [Fact]
    public async Task Shipping_is_estimated_for_the_address_in_the_form_and_all_input_is_kept()
    {
        var cart = await CartAsync();
        var estimated = await visitor.PostAsync("/cart/estimate", StorefrontClient.FillForm(cart.Body, ("address.city", "Ottawa"), ("address.country", "Canada")));

        estimated.Status.Should().Be(HttpStatusCode.OK);
        StorefrontClient.FillForm(estimated.Body).Should().Contain(("address.city", "Ottawa")).And.Contain(("address.country", "Canada"))
            .And.Contain(("creditCard.creditCardNumber", "4432-8015-6152-0454")).And.Contain(Key(cart));
    }

    [Fact]
    public async Task The_currency_form_redirects_back()
    {
        await visitor.OpenAsync("/");
        var product = await visitor.SendAsync("/session", ("currency_code", "EUR"), ("back", "/product/LS4PSXUNUM"));
        product.Body.Should().Contain("€ 50.49").And.Contain("""<option value="EUR" data-symbol="€" data-decimals="2" selected="selected">""");

        foreach (var elsewhere in (string[])["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", ""])
        {
            (await visitor.PostAsync("/session", [("currency_code", "EUR"), ("back", elsewhere)])).Header("Location").Should().Be("/");
        }

        (await visitor.PostAsync("/session", [("currency_code", "XYZ")])).Status.Should().Be(HttpStatusCode.BadRequest);
        (await visitor.PostAsync("/session", [("currency_code", "EUR"), ("user_id", "ana")])).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("/session")]
    [InlineData("/cart/items")]
    [InlineData("/cart/quantity")]
    [InlineData("/cart/empty")]
    [InlineData("/cart/estimate")]
    [InlineData("/cart/checkout")]
    public async Task A_body_that_is_not_a_form_or_a_broken_one_is_rejected(string path)
    {
        (await storefront.Web.PostBodyAsync(path, "{}")).Status.Should().Be(HttpStatusCode.UnsupportedMediaType);
        (await storefront.Web.SendRequestAsync(HttpMethod.Post, path)).Status.Should().Be(HttpStatusCode.UnsupportedMediaType);
        foreach (var broken in (string[])["--x\r\nContent-Disposition: form-data; name=\"quantity\"\r\n\r\n1", "no boundary", "--x\r\nbroken header\r\n\r\n1\r\n--x--"])
        {
            using var body = new StringContent(broken);
            body.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
            using var response = await storefront.Web.PostAsync(new Uri(path, UriKind.Relative), body, TestContext.Current.CancellationToken);
            response.StatusCode.Should().Be(HttpStatusCode.BadRequest, broken);
        }

        foreach (var (type, text, status) in UnreadableForms)
        {
            using var body = new ByteArrayContent(Encoding.ASCII.GetBytes(text));
            body.Headers.TryAddWithoutValidation("Content-Type", type);
            using var response = await storefront.Web.PostAsync(new Uri(path, UriKind.Relative), body, TestContext.Current.CancellationToken);
            response.StatusCode.Should().Be(status, "{0}: {1}", type, text);
        }
    }

    [Theory]
    [InlineData("NOSUCHITEM", "1")]
    [InlineData("LS4PSXUNUM", "0")]
    [InlineData("LS4PSXUNUM", "100")]
    [InlineData("LS4PSXUNUM", "many")]
    public async Task An_invalid_product_or_quantity_is_not_added_to_the_cart(string product, string quantity) =>
        (await visitor.PostAsync("/cart/items", [("productId", product), ("quantity", quantity)])).Status.Should().Be(HttpStatusCode.BadRequest);

    [Theory]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.DeadlineExceeded)]
    public async Task Pages_are_complete_without_ads_and_recommendations(StatusCode broken)
    {
        await using var shop = await ShopUnderTest.StartAsync(StorefrontFixture.With(new FailingAdModule(broken), new FailingRecommendationModule(broken)));
        var bob = new StorefrontClient(shop.Web);

        (await bob.OpenAsync("/product/LS4PSXUNUM")).Body.Should().Contain("product-add-to-cart").And.Contain("data-cy=\"ad\"");
        var cart = await bob.SendAsync("/cart/items", ("productId", "LS4PSXUNUM"), ("quantity", "1"));
        (await bob.SendAsync("/cart/checkout", StorefrontClient.FillForm(cart.Body))).Body.Should().Contain("Order placed");
    }

    private async Task<TestResponse> CartAsync()
    {
        await visitor.OpenAsync("/");
        return await visitor.SendAsync("/cart/items", ("productId", "LS4PSXUNUM"), ("quantity", "1"));
    }

    private static (string Name, string Value) Key(TestResponse page) => StorefrontClient.FillForm(page.Body).Single(field => field.Name == "key");
}
