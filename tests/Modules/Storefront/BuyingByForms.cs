using System.Net;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Storefront;

/// <summary>The pages need no script: everything a shopper does is a form.</summary>
public sealed class BuyingByForms(OpenStorefront storefront) : IClassFixture<OpenStorefront>
{
    private readonly Visitor ana = new(storefront.Web);

    [Fact]
    public async Task What_is_put_into_the_cart_is_seen_there_with_what_it_costs()
    {
        await ana.Open("/product/LS4PSXUNUM");
        var cart = await ana.Send("/cart/items", ("productId", "LS4PSXUNUM"), ("quantity", "2"));

        cart.Body.Should().Contain("<title>Otel Demo - Cart</title>").And.Contain("$ 114.16").And.Contain("""data-cy="cart-item-count">1</span>""")
            .And.Contain("""data-cy="checkout-place-order">""");

        (await ana.Send("/cart/quantity", ("productId", "LS4PSXUNUM"), ("quantity", "1"))).Body.Should().NotContain("$ 114.16").And.Contain("$ 57.08");
        (await ana.Send("/cart/items", ("productId", "HQTGWGPNH4"), ("quantity", "3"))).Body.Should().Contain("$ 60.05").And.Contain("count\">2</span>");
        (await ana.Send("/cart/empty")).Body.Should().Contain("Your cart is empty").And.NotContain("cart-item-count");
    }

    [Fact]
    public async Task An_order_is_placed_under_the_forms_key_and_read_by_its_id()
    {
        var cart = await Cart();
        var placed = await ana.Send("/cart/checkout", Visitor.Filled(cart.Body, ("key", "3f0c7a11-6f39-4e3b-8d1c-0d5b5b0b9dd2")));

        storefront.Counter.LastKey.Should().Be("3f0c7a11-6f39-4e3b-8d1c-0d5b5b0b9dd2");
        storefront.Counter.LastRequest!.UserId.Should().Be(ana.UserId);
        storefront.Counter.LastRequest.CreditCard.CreditCardExpirationYear.Should().Be(2030);
        placed.Response.RequestMessage!.RequestUri!.PathAndQuery.Should().Be($"/cart/checkout/{CheckoutCounter.OrderId}");
        placed.Body.Should().Contain("<title>Otel Demo - Checkout</title>").And.Contain(CheckoutCounter.OrderId).And.Contain("$ 77.04").And.Contain("Mountain View");
        placed.Body.Split("data-cy=\"checkout-item\"").Should().HaveCount(3);
        (await ana.Open("/orders")).Body.Should().Contain($"/cart/checkout/{CheckoutCounter.OrderId}").And.Contain("$ 77.04");
        (await new Visitor(storefront.Web).Open("/orders")).Body.Should().NotContain(CheckoutCounter.OrderId);
    }

    [Fact]
    public async Task A_card_that_is_refused_is_named_at_its_field_and_shown_to_nobody()
    {
        var cart = await Cart();
        var refused = await ana.Send(
            "/cart/checkout", Visitor.Filled(cart.Body, ("email", "expired@example.com"), ("address.city", "Springfield"), ("creditCard.creditCardNumber", "4111-1111-1111-1111")));

        refused.Status.Should().Be(HttpStatusCode.PaymentRequired);
        refused.Body.Should().Contain("""id="creditCard-creditCardExpirationYear-wrong">The card ****0454 expired after 1/2019.</p>""")
            .And.Contain("value=\"Springfield\"").And.Contain("$ 57.08").And.NotContain("4111-1111");
        Visitor.Filled(refused.Body).Should().NotContain(Key(cart));
    }

    [Fact]
    public async Task Everything_that_is_missing_is_named_at_once()
    {
        var cart = await Cart();
        var refused = await ana.Send(
            "/cart/checkout", Visitor.Filled(cart.Body, ("email", " "), ("address.zipCode", ""), ("address.state", ""), ("creditCard.creditCardCvv", "")));

        refused.Status.Should().Be(HttpStatusCode.BadRequest);
        refused.Body.Should().Contain("""id="email-wrong">is missing</p>""").And.Contain("""id="address-zipCode-wrong">is missing</p>""")
            .And.Contain("""id="creditCard-creditCardCvv-wrong">is missing</p>""").And.Contain("""id="address-state-wrong"></p>""");
    }

    [Fact]
    public async Task While_nobody_knows_what_became_of_an_order_its_key_stays()
    {
        var cart = await Cart();
        var down = await ana.Send("/cart/checkout", Visitor.Filled(cart.Body, ("email", "down@example.com")));

        down.Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        down.Body.Should().Contain("A part of the shop is not available; try again in a moment.").And.NotContain("10.0.0.7");
        Visitor.Filled(down.Body).Should().Contain(Key(cart));
    }

    [Fact]
    public async Task Shipping_is_estimated_for_the_address_in_the_form_and_nothing_is_lost()
    {
        var cart = await Cart();
        var estimated = await ana.Post("/cart/estimate", Visitor.Filled(cart.Body, ("address.city", "Ottawa"), ("address.country", "Canada")));

        estimated.Status.Should().Be(HttpStatusCode.OK);
        Visitor.Filled(estimated.Body).Should().Contain(("address.city", "Ottawa")).And.Contain(("address.country", "Canada"))
            .And.Contain(("creditCard.creditCardNumber", "4432-8015-6152-0454")).And.Contain(Key(cart));
    }

    [Fact]
    public async Task The_currency_is_switched_by_a_form_that_leads_back()
    {
        await ana.Open("/");
        var product = await ana.Send("/session", ("currency_code", "EUR"), ("back", "/product/LS4PSXUNUM"));
        product.Body.Should().Contain("€ 50.49").And.Contain("""<option value="EUR" data-symbol="€" data-decimals="2" selected>""");

        foreach (var elsewhere in (string[])["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", ""])
        {
            (await ana.Post("/session", [("currency_code", "EUR"), ("back", elsewhere)])).Header("Location").Should().Be("/");
        }

        (await ana.Post("/session", [("currency_code", "XYZ")])).Status.Should().Be(HttpStatusCode.BadRequest);
        (await ana.Post("/session", [("currency_code", "EUR"), ("user_id", "ana")])).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    public async Task A_form_of_another_site_is_not_taken(string site)
    {
        await ana.Open("/");
        var refused = await ana.Post("/cart/items", [("productId", "LS4PSXUNUM"), ("quantity", "1")], ("Sec-Fetch-Site", site));

        refused.Status.Should().Be(HttpStatusCode.Forbidden);
        (await ana.Open("/cart")).Body.Should().Contain("Your cart is empty");
    }

    [Theory]
    [InlineData("NOSUCHITEM", "1")]
    [InlineData("LS4PSXUNUM", "0")]
    [InlineData("LS4PSXUNUM", "100")]
    [InlineData("LS4PSXUNUM", "many")]
    public async Task What_cannot_be_bought_does_not_get_into_the_cart(string product, string quantity) =>
        (await ana.Post("/cart/items", [("productId", product), ("quantity", quantity)])).Status.Should().Be(HttpStatusCode.BadRequest);

    [Theory]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.DeadlineExceeded)]
    public async Task Without_ads_and_recommendations_the_pages_are_whole(StatusCode broken)
    {
        await using var shop = await ShopUnderTest.Start(OpenStorefront.With(new BrokenAd(broken), new BrokenRecommendation(broken)));
        var bob = new Visitor(shop.Web);

        (await bob.Open("/product/LS4PSXUNUM")).Body.Should().Contain("product-add-to-cart").And.Contain("data-cy=\"ad\"");
        var cart = await bob.Send("/cart/items", ("productId", "LS4PSXUNUM"), ("quantity", "1"));
        (await bob.Send("/cart/checkout", Visitor.Filled(cart.Body))).Body.Should().Contain("Order placed");
    }

    private async Task<Answer> Cart()
    {
        await ana.Open("/");
        return await ana.Send("/cart/items", ("productId", "LS4PSXUNUM"), ("quantity", "1"));
    }

    private static (string Name, string Value) Key(Answer page) => Visitor.Filled(page.Body).Single(field => field.Name == "key");
}
