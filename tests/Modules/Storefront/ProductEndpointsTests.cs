using System.Net;
using Grpc.Core;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Modules.Storefront;

public sealed class ProductEndpointsTests(StorefrontFixture storefront) : IClassFixture<StorefrontFixture>
{
    private readonly HttpClient web = storefront.Web;

    [Fact]
    public async Task A_product_is_returned_with_every_field_in_order()
    {
        var response = await web.FetchAsync("/api/products/LS4PSXUNUM");

        var product = await storefront.ProductAsync("LS4PSXUNUM");
        response.Status.Should().Be(HttpStatusCode.OK);
        response.ContentType.Should().Be("application/json; charset=utf-8");
        response.Body.Should().Be(
            $$"""{"id":"LS4PSXUNUM","name":"Red Flashlight","description":"{{product.Description}}","picture":"RedFlashlight.jpg","priceUsd":{"currencyCode":"USD","units":57,"nanos":80000000},"categories":["accessories","flashlights"]}""");
    }

    [Theory]
    [InlineData("USD", """{"currencyCode":"USD","units":57,"nanos":80000000}""")]
    [InlineData("", """{"currencyCode":"USD","units":57,"nanos":80000000}""")]
    [InlineData("EUR", """{"currencyCode":"EUR","units":50,"nanos":490000000}""")]
    [InlineData("JPY", """{"currencyCode":"JPY","units":6382,"nanos":0}""")]
    public async Task The_price_is_in_the_requested_currency(string currency, string price) =>
        (await web.FetchAsync($"/api/products/LS4PSXUNUM?currencyCode={currency}")).Json.GetProperty("priceUsd").GetRawText().Should().Be(price);

    [Fact]
    public async Task All_ten_products_are_listed_in_the_requested_currency()
    {
        var products = (await web.FetchAsync("/api/products?currencyCode=EUR")).Json.EnumerateArray().ToList();

        products.Should().HaveCount(10);
        products.Should().OnlyContain(product => product.GetProperty("priceUsd").GetProperty("currencyCode").GetString() == "EUR");
        products.Select(product => product.GetProperty("id").GetString()).Should().BeInAscendingOrder(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Products_have_prices_where_the_currency_service_converts_one_amount_per_call()
    {
        await using var shop = await ShopUnderTest.StartAsync(StorefrontFixture.With(new PublicCurrencyModule()));

        var products = (await shop.Web.FetchAsync("/api/products?currencyCode=EUR")).Json.EnumerateArray().ToList();

        products.Should().HaveCount(10);
        products.Should().OnlyContain(product => product.GetProperty("priceUsd").GetProperty("currencyCode").GetString() == "EUR");
    }

    [Fact]
    public async Task A_listed_product_equals_the_product_read_by_id()
    {
        var listed = (await web.FetchAsync("/api/products")).Json.EnumerateArray().Single(product => product.GetProperty("id").GetString() == "HQTGWGPNH4");

        listed.GetRawText().Should().Be((await web.FetchAsync("/api/products/HQTGWGPNH4")).Body);
    }

    [Theory]
    [InlineData("/api/products/")]
    [InlineData("/api/products/?currencyCode=EUR")]
    public async Task A_trailing_slash_makes_no_difference(string path) =>
        (await web.FetchAsync(path)).Body.Should().Be((await web.FetchAsync(path.Replace("products/", "products", StringComparison.Ordinal))).Body);

    [Theory]
    [InlineData("NOSUCHPRODUCT")]
    [InlineData("0puk6v6ev0")]
    [InlineData("a-name-that-is-far-too-long-to-be-the-id-of-any-product-that-the-catalogue-could-have")]
    public async Task An_unknown_product_is_not_found(string id)
    {
        var response = await web.FetchAsync($"/api/products/{id}");

        response.Status.Should().Be(HttpStatusCode.NotFound);
        response.ContentType.Should().Be("application/problem+json");
        response.Json.GetProperty("status").GetInt32().Should().Be(404);
    }

    [Theory]
    [InlineData("/api/products?currencyCode=XYZ")]
    [InlineData("/api/products/LS4PSXUNUM?currencyCode=usd")]
    public async Task An_unknown_currency_is_rejected_by_name(string path)
    {
        var response = await web.FetchAsync(path);

        response.Status.Should().Be(HttpStatusCode.BadRequest);
        response.Field.Should().Be("currencyCode");
        response.Detail.Should().StartWith("currencyCode: ").And.NotContain("to_code");
    }

    [Fact]
    public async Task Every_accepted_currency_is_listed()
    {
        var response = await web.FetchAsync("/api/currency");

        response.ContentType.Should().Be("application/json; charset=utf-8");
        response.Json.EnumerateArray().Select(code => code.GetString()).Should().HaveCount(33).And.Contain(["USD", "EUR", "JPY"]);
        response.Body.Should().StartWith("[\"");
    }

    [Theory]
    [InlineData(StatusCode.Unavailable, HttpStatusCode.ServiceUnavailable)]
    [InlineData(StatusCode.Internal, HttpStatusCode.InternalServerError)]
    public async Task Without_a_catalog_product_requests_fail(StatusCode broken, HttpStatusCode shown)
    {
        await using var shop = await ShopUnderTest.StartAsync(StorefrontFixture.With(new FailingCatalogModule(broken)));

        foreach (var path in (string[])["/api/products", "/api/products/LS4PSXUNUM"])
        {
            var response = await shop.Web.FetchAsync(path);
            response.Status.Should().Be(shown);
            response.Body.Should().NotContain("Gearbox");
            response.Header("Retry-After").Should().Be(shown == HttpStatusCode.ServiceUnavailable ? "1" : null);
        }
    }
}
