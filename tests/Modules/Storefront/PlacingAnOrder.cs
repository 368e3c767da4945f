using System.Net;
using AstronomyShop.Contracts;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Storefront;

public sealed class PlacingAnOrder(OpenStorefront storefront) : IClassFixture<OpenStorefront>
{
    private readonly HttpClient web = storefront.Web;

    [Fact]
    public async Task The_order_is_answered_with_every_field_in_order_and_can_be_read_again()
    {
        var answer = await web.Post("/api/checkout", Order.Body());

        // The second product has left the catalogue; the order still says what was bought.
        var product = (await web.Get("/api/products/LS4PSXUNUM")).Body;
        answer.Status.Should().Be(HttpStatusCode.OK);
        answer.ContentType.Should().Be("application/json; charset=utf-8");
        answer.Body.Should().Be(
            $$$$"""{"orderId":"{{{{CheckoutCounter.OrderId}}}}","shippingTrackingId":"tracking","shippingCost":{"currencyCode":"EUR","units":17,"nanos":980000000},"shippingAddress":{"streetAddress":"1 Main Street","city":"Springfield","state":"","country":"United States","zipCode":"94043"},"items":[{"cost":{"currencyCode":"EUR","units":57,"nanos":80000000},"item":{"productId":"LS4PSXUNUM","quantity":1,"product":{{{{product}}}}}},{"cost":{"currencyCode":"EUR","units":0,"nanos":990000000},"item":{"productId":"NOMORETHERE","quantity":2}}]}""");
        (await web.Get($"/api/orders/{CheckoutCounter.OrderId}")).Body.Should().Be(answer.Body);
    }

    [Fact]
    public async Task Products_of_the_order_are_priced_in_the_currency_of_the_query()
    {
        var answer = await web.Post("/api/checkout?currencyCode=JPY", Order.Body());

        var first = answer.Json.GetProperty("items")[0];
        first.GetProperty("cost").GetProperty("currencyCode").GetString().Should().Be("EUR");
        first.GetProperty("item").GetProperty("product").GetProperty("priceUsd").GetProperty("currencyCode").GetString().Should().Be("JPY");
    }

    [Fact]
    public async Task All_that_the_shopper_filled_in_reaches_checkout()
    {
        await web.Post("/api/checkout", Order.Body(change: order => order["creditCard"]!["creditCardCvv"] = "672"));

        storefront.Counter.LastRequest.Should().Be(new PlaceOrderRequest
        {
            UserId = "2f1d1f33-64a5-4d0b-9f0e-6a5f2d0a8c11",
            Email = "ana@example.com",
            UserCurrency = "EUR",
            Address = new Address { StreetAddress = "1 Main Street", City = "Springfield", State = "", Country = "United States", ZipCode = "94043" },
            CreditCard = new CreditCardInfo
            {
                CreditCardNumber = "4432-8015-6152-0454",
                CreditCardCvv = 672,
                CreditCardExpirationYear = 2039,
                CreditCardExpirationMonth = 1,
            },
        });
    }

    [Fact]
    public async Task The_key_of_the_request_is_handed_on_as_it_came()
    {
        await web.Post("/api/checkout", Order.Body(), ("idempotency-KEY", "basket 7/ana"));
        storefront.Counter.LastKey.Should().Be("basket 7/ana");

        await web.Post("/api/checkout", Order.Body());
        storefront.Counter.LastKey.Should().BeNull();
    }

    [Fact]
    public async Task A_key_that_cannot_travel_is_refused()
    {
        foreach (var key in (string[])["", new string('k', 201)])
        {
            var answer = await web.Post("/api/checkout", Order.Body(), ("Idempotency-Key", key));
            answer.Status.Should().Be(HttpStatusCode.BadRequest);
            answer.Field.Should().Be("Idempotency-Key");
        }

        (await web.Post("/api/checkout", Order.Body(), ("Idempotency-Key", new string('k', 200)))).Status.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("expired@example.com", HttpStatusCode.PaymentRequired, "reason", "card-expired", "The card ****0454 expired after 1/2019.")]
    [InlineData("empty@example.com", HttpStatusCode.Conflict, "reason", "cart-empty", "The cart is empty")]
    [InlineData("taken-over@example.com", HttpStatusCode.Conflict, null, null, "The order was taken over")]
    [InlineData("reused@example.com", HttpStatusCode.UnprocessableEntity, "field", "Idempotency-Key", "idempotency-key: was used for another order")]
    [InlineData("exists@example.com", HttpStatusCode.UnprocessableEntity, null, null, "The order exists")]
    [InlineData("currency@example.com", HttpStatusCode.BadRequest, "field", "userCurrency", "userCurrency: 'XYZ' is no currency the shop takes")]
    [InlineData("number@example.com", HttpStatusCode.BadRequest, "field", "creditCard.creditCardNumber", "creditCard.creditCardNumber: is missing")]
    [InlineData("busy@example.com", HttpStatusCode.TooManyRequests, null, null, "Too many requests; try again in a moment.")]
    [InlineData("huge@example.com", HttpStatusCode.RequestEntityTooLarge, null, null, "The body is longer than 64 KiB.")]
    [InlineData("down@example.com", HttpStatusCode.ServiceUnavailable, null, null, "A part of the shop is not available; try again in a moment.")]
    [InlineData("late@example.com", HttpStatusCode.ServiceUnavailable, null, null, "A part of the shop is not available; try again in a moment.")]
    [InlineData("broken@example.com", HttpStatusCode.InternalServerError, null, null, "Something went wrong in the shop.")]
    [InlineData("unreasoned@example.com", HttpStatusCode.InternalServerError, null, null, "Something went wrong in the shop.")]
    public async Task Each_refusal_has_its_status_and_says_why(string email, HttpStatusCode status, string? member, string? value, string detail)
    {
        var answer = await web.Post("/api/checkout", Order.Body(email));

        answer.Status.Should().Be(status);
        answer.ContentType.Should().Be("application/problem+json");
        answer.Json.GetProperty("status").GetInt32().Should().Be((int)status);
        answer.Detail.Should().Be(detail);
        (answer.Member("field") ?? answer.Member("reason")).Should().Be(value);
        (member is null ? null : answer.Member(member)).Should().Be(value);
        answer.Header("Retry-After").Should().Be(status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests ? "1" : null);
    }

    [Theory]
    [InlineData("userId")]
    [InlineData("email")]
    [InlineData("userCurrency")]
    [InlineData("address")]
    [InlineData("address.streetAddress")]
    [InlineData("address.city")]
    [InlineData("address.state")]
    [InlineData("address.country")]
    [InlineData("address.zipCode")]
    [InlineData("creditCard")]
    [InlineData("creditCard.creditCardNumber")]
    [InlineData("creditCard.creditCardCvv")]
    [InlineData("creditCard.creditCardExpirationYear")]
    [InlineData("creditCard.creditCardExpirationMonth")]
    public async Task What_is_missing_is_named(string field)
    {
        var answer = await web.Post("/api/checkout", Order.Body(change: order =>
        {
            var parts = field.Split('.');
            (parts.Length == 1 ? order : order[parts[0]]!.AsObject()).Remove(parts[^1]).Should().BeTrue();
        }));

        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.Field.Should().Be(field);
        answer.Detail.Should().Be($"{field}: is missing");
    }

    [Fact]
    public async Task What_is_wrong_with_a_card_is_said_without_the_card()
    {
        var answer = await web.Post("/api/checkout", Order.Body(change: order =>
        {
            order["creditCard"]!["creditCardCvv"] = "67x";
            order["creditCard"]!["creditCardExpirationMonth"] = 1.5;
            order["creditCard"]!["creditCardNumber"] = true;
        }));

        answer.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name).Should().BeEquivalentTo(
            "creditCard.creditCardNumber", "creditCard.creditCardCvv", "creditCard.creditCardExpirationMonth");
        answer.Body.Should().NotContain("67x").And.NotContain("4432");
    }

    [Fact]
    public async Task An_address_may_be_empty_in_every_field() =>
        (await web.Post("/api/checkout", Order.Body(change: order =>
        {
            foreach (var field in order["address"]!.AsObject().Select(entry => entry.Key).ToList())
            {
                order["address"]![field] = "";
            }
        }))).Status.Should().Be(HttpStatusCode.OK);

    [Fact]
    public async Task A_wrong_currency_in_the_query_is_refused_before_anything_is_ordered()
    {
        await web.Post("/api/checkout", Order.Body("earlier@example.com"));

        var answer = await web.Post("/api/checkout?currencyCode=XYZ", Order.Body("later@example.com"));

        answer.Field.Should().Be("currencyCode");
        storefront.Counter.LastRequest!.Email.Should().Be("earlier@example.com");
    }

    [Fact]
    public async Task A_placed_order_is_answered_as_placed_even_if_its_products_cannot_be_shown()
    {
        await using var shop = await ShopUnderTest.Start(OpenStorefront.With(new BrokenCatalog(StatusCode.Unavailable)));

        var answer = await shop.Web.Post("/api/checkout", Order.Body());

        answer.Status.Should().Be(HttpStatusCode.OK);
        answer.Json.GetProperty("items")[0].GetProperty("item").GetRawText().Should().Be("""{"productId":"LS4PSXUNUM","quantity":1}""");
    }

    [Fact]
    public async Task An_unknown_order_is_not_found()
    {
        var answer = await web.Get("/api/orders/57af0a6e-bb0c-4d37-b1f2-0ce07aa0c5aa");

        answer.Status.Should().Be(HttpStatusCode.NotFound);
        answer.ContentType.Should().Be("application/problem+json");
    }
}
