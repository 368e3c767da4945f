using System.Net;
using AstronomyShop.Contracts;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Storefront;

public sealed class CheckoutEndpointTests(StorefrontFixture storefront) : IClassFixture<StorefrontFixture>
{
    private readonly HttpClient web = storefront.Web;

    [Fact]
    public async Task A_placed_order_is_returned_with_every_field_in_order_and_can_be_read_again()
    {
        var response = await web.PostBodyAsync("/api/checkout", OrderBody.Create());

        // The second product is no longer in the catalog; the order still has its id, quantity and cost.
        var product = (await web.FetchAsync("/api/products/LS4PSXUNUM")).Body;
        response.Status.Should().Be(HttpStatusCode.OK);
        response.ContentType.Should().Be("application/json; charset=utf-8");
        response.Body.Should().Be(
            $$$$"""{"orderId":"{{{{FakeCheckoutModule.OrderId}}}}","shippingTrackingId":"tracking","shippingCost":{"currencyCode":"EUR","units":17,"nanos":980000000},"shippingAddress":{"streetAddress":"1 Main Street","city":"Springfield","state":"","country":"United States","zipCode":"94043"},"items":[{"cost":{"currencyCode":"EUR","units":57,"nanos":80000000},"item":{"productId":"LS4PSXUNUM","quantity":1,"product":{{{{product}}}}}},{"cost":{"currencyCode":"EUR","units":0,"nanos":990000000},"item":{"productId":"NOMORETHERE","quantity":2}}]}""");
        (await web.FetchAsync($"/api/orders/{FakeCheckoutModule.OrderId}?sessionId={OrderBody.UserId}")).Body.Should().Be(response.Body);
    }

    [Fact]
    public async Task Products_of_the_order_are_priced_in_the_currency_of_the_query()
    {
        var response = await web.PostBodyAsync("/api/checkout?currencyCode=JPY", OrderBody.Create());

        var first = response.Json.GetProperty("items")[0];
        first.GetProperty("cost").GetProperty("currencyCode").GetString().Should().Be("EUR");
        first.GetProperty("item").GetProperty("product").GetProperty("priceUsd").GetProperty("currencyCode").GetString().Should().Be("JPY");
    }

    [Fact]
    public async Task All_fields_of_the_request_are_sent_to_checkout()
    {
        await web.PostBodyAsync("/api/checkout", OrderBody.Create(change: order => order["creditCard"]!["creditCardCvv"] = "672"));

        storefront.Checkout.LastRequest.Should().Be(new PlaceOrderRequest
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
    public async Task The_idempotency_key_is_passed_on_unchanged()
    {
        await web.PostBodyAsync("/api/checkout", OrderBody.Create(), ("idempotency-KEY", "basket 7/ana"));
        storefront.Checkout.LastKey.Should().Be("basket 7/ana");

        await web.PostBodyAsync("/api/checkout", OrderBody.Create());
        storefront.Checkout.LastKey.Should().BeNull();
    }

    [Fact]
    public async Task An_invalid_idempotency_key_is_rejected()
    {
        foreach (var key in (string[])["", new string('k', 201)])
        {
            var response = await web.PostBodyAsync("/api/checkout", OrderBody.Create(), ("Idempotency-Key", key));
            response.Status.Should().Be(HttpStatusCode.BadRequest);
            response.Field.Should().Be("Idempotency-Key");
        }

        (await web.PostBodyAsync("/api/checkout", OrderBody.Create(), ("Idempotency-Key", new string('k', 200)))).Status.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("expired@example.com", HttpStatusCode.PaymentRequired, "reason", "card-expired", "The card ****0454 expired after 1/2019.")]
    [InlineData("empty@example.com", HttpStatusCode.Conflict, "reason", "cart-empty", "The cart is empty")]
    [InlineData("taken-over@example.com", HttpStatusCode.ServiceUnavailable, null, null, "A part of the shop is not available; try again in a moment.")]
    [InlineData("reused@example.com", HttpStatusCode.UnprocessableEntity, "field", "Idempotency-Key", "idempotency-key: was used for another order")]
    [InlineData("exists@example.com", HttpStatusCode.InternalServerError, null, null, "Something went wrong in the shop.")]
    [InlineData("declined-by-flag@example.com", HttpStatusCode.InternalServerError, "reason", "shop-fault", "Payment request failed. Invalid token.")]
    [InlineData("faulty@example.com", HttpStatusCode.InternalServerError, "reason", "shop-fault", "The cart could not be emptied.")]
    [InlineData("currency@example.com", HttpStatusCode.BadRequest, "field", "userCurrency", "userCurrency: 'XYZ' is no currency the shop takes")]
    [InlineData("number@example.com", HttpStatusCode.BadRequest, "field", "creditCard.creditCardNumber", "creditCard.creditCardNumber: is missing")]
    [InlineData("busy@example.com", HttpStatusCode.TooManyRequests, null, null, "Too many requests; try again in a moment.")]
    [InlineData("huge@example.com", HttpStatusCode.RequestEntityTooLarge, null, null, "The body is longer than 64 KiB.")]
    [InlineData("down@example.com", HttpStatusCode.ServiceUnavailable, null, null, "A part of the shop is not available; try again in a moment.")]
    [InlineData("late@example.com", HttpStatusCode.ServiceUnavailable, null, null, "A part of the shop is not available; try again in a moment.")]
    [InlineData("broken@example.com", HttpStatusCode.InternalServerError, null, null, "Something went wrong in the shop.")]
    [InlineData("unreasoned@example.com", HttpStatusCode.InternalServerError, null, null, "Something went wrong in the shop.")]
    public async Task Each_failure_has_its_status_and_its_reason(string email, HttpStatusCode status, string? member, string? value, string detail)
    {
        var response = await web.PostBodyAsync("/api/checkout", OrderBody.Create(email));

        response.Status.Should().Be(status);
        response.ContentType.Should().Be("application/problem+json");
        response.Json.GetProperty("status").GetInt32().Should().Be((int)status);
        response.Detail.Should().Be(detail);
        (response.Member("field") ?? response.Member("reason")).Should().Be(value);
        (member is null ? null : response.Member(member)).Should().Be(value);
        response.Header("Retry-After").Should().Be(status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests ? "1" : null);
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
    public async Task A_missing_field_is_reported(string field)
    {
        var response = await web.PostBodyAsync("/api/checkout", OrderBody.Create(change: order =>
        {
            var parts = field.Split('.');
            (parts.Length == 1 ? order : order[parts[0]]!.AsObject()).Remove(parts[^1]).Should().BeTrue();
        }));

        response.Status.Should().Be(HttpStatusCode.BadRequest);
        response.Field.Should().Be(field);
        response.Detail.Should().Be($"{field}: is missing");
    }

    [Fact]
    public async Task A_card_error_is_reported_without_the_card_number()
    {
        var response = await web.PostBodyAsync("/api/checkout", OrderBody.Create(change: order =>
        {
            order["creditCard"]!["creditCardCvv"] = "67x";
            order["creditCard"]!["creditCardExpirationMonth"] = 1.5;
            order["creditCard"]!["creditCardNumber"] = true;
        }));

        response.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name).Should().BeEquivalentTo(
            "creditCard.creditCardNumber", "creditCard.creditCardCvv", "creditCard.creditCardExpirationMonth");
        response.Body.Should().NotContain("67x").And.NotContain("4432");
    }

    [Fact]
    public async Task Every_address_field_may_be_empty() =>
        (await web.PostBodyAsync("/api/checkout", OrderBody.Create(change: order =>
        {
            foreach (var field in order["address"]!.AsObject().Select(entry => entry.Key).ToList())
            {
                order["address"]![field] = "";
            }
        }))).Status.Should().Be(HttpStatusCode.OK);

    [Fact]
    public async Task An_invalid_currency_in_the_query_is_rejected_before_the_order()
    {
        await web.PostBodyAsync("/api/checkout", OrderBody.Create("earlier@example.com"));

        var response = await web.PostBodyAsync("/api/checkout?currencyCode=XYZ", OrderBody.Create("later@example.com"));

        response.Field.Should().Be("currencyCode");
        storefront.Checkout.LastRequest!.Email.Should().Be("earlier@example.com");
    }

    [Fact]
    public async Task A_placed_order_is_confirmed_even_without_the_catalog()
    {
        await using var shop = await ShopUnderTest.StartAsync(StorefrontFixture.With(new FailingCatalogModule(StatusCode.Unavailable)));

        var response = await shop.Web.PostBodyAsync("/api/checkout", OrderBody.Create());

        response.Status.Should().Be(HttpStatusCode.OK);
        response.Json.GetProperty("items")[0].GetProperty("item").GetRawText().Should().Be("""{"productId":"LS4PSXUNUM","quantity":1}""");
    }

    [Theory]
    [InlineData("", null, HttpStatusCode.NotFound)]
    [InlineData("?sessionId=", OrderBody.UserId, HttpStatusCode.NotFound)]
    [InlineData("?sessionId=0b7cb1f0-55c4-4f2a-8f0b-3d4b3c1f7e21", OrderBody.UserId, HttpStatusCode.NotFound)]
    [InlineData("", "0b7cb1f0-55c4-4f2a-8f0b-3d4b3c1f7e21", HttpStatusCode.NotFound)]
    [InlineData("?sessionId=not-a-uuid", null, HttpStatusCode.BadRequest)]
    [InlineData("", OrderBody.UserId, HttpStatusCode.OK)]
    [InlineData($"?sessionId={OrderBody.UserId}", null, HttpStatusCode.OK)]
    public async Task An_order_is_for_the_session_that_placed_it(string query, string? sessionOfCookie, HttpStatusCode expected)
    {
        await web.PostBodyAsync("/api/checkout", OrderBody.Create());

        var response = await web.FetchAsync($"/api/orders/{FakeCheckoutModule.OrderId}{query}", ("Cookie", $"shop={sessionOfCookie}.USD; shop-orders={FakeCheckoutModule.OrderId.Replace("-", "", StringComparison.Ordinal)}"));

        response.Status.Should().Be(expected);
        response.Body.Contains("1 Main Street", StringComparison.Ordinal).Should().Be(expected == HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_unknown_order_is_not_found()
    {
        var response = await web.FetchAsync($"/api/orders/57af0a6e-bb0c-4d37-b1f2-0ce07aa0c5aa?sessionId={OrderBody.UserId}");

        response.Status.Should().Be(HttpStatusCode.NotFound);
        response.ContentType.Should().Be("application/problem+json");
    }
}
