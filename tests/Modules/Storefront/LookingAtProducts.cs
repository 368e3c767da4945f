using System.Net;
using Grpc.Core;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Modules.Storefront;

public sealed class LookingAtProducts(OpenStorefront storefront) : IClassFixture<OpenStorefront>
{
    private readonly HttpClient web = storefront.Web;

    [Fact]
    public async Task A_product_is_shown_with_every_field_in_order()
    {
        var answer = await web.Get("/api/products/LS4PSXUNUM");

        var product = await storefront.Product("LS4PSXUNUM");
        answer.Status.Should().Be(HttpStatusCode.OK);
        answer.ContentType.Should().Be("application/json; charset=utf-8");
        answer.Body.Should().Be(
            $$"""{"id":"LS4PSXUNUM","name":"Red Flashlight","description":"{{product.Description}}","picture":"RedFlashlight.jpg","priceUsd":{"currencyCode":"USD","units":57,"nanos":80000000},"categories":["accessories","flashlights"]}""");
    }

    [Theory]
    [InlineData("USD", """{"currencyCode":"USD","units":57,"nanos":80000000}""")]
    [InlineData("", """{"currencyCode":"USD","units":57,"nanos":80000000}""")]
    [InlineData("EUR", """{"currencyCode":"EUR","units":50,"nanos":490000000}""")]
    [InlineData("JPY", """{"currencyCode":"JPY","units":6382,"nanos":0}""")]
    public async Task The_price_is_in_the_shoppers_currency(string currency, string price) =>
        (await web.Get($"/api/products/LS4PSXUNUM?currencyCode={currency}")).Json.GetProperty("priceUsd").GetRawText().Should().Be(price);

    [Fact]
    public async Task All_ten_are_listed_in_the_shoppers_currency()
    {
        var products = (await web.Get("/api/products?currencyCode=EUR")).Json.EnumerateArray().ToList();

        products.Should().HaveCount(10);
        products.Should().OnlyContain(product => product.GetProperty("priceUsd").GetProperty("currencyCode").GetString() == "EUR");
        products.Select(product => product.GetProperty("id").GetString()).Should().BeInAscendingOrder(StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_listed_product_is_the_same_as_one_shown_alone()
    {
        var listed = (await web.Get("/api/products")).Json.EnumerateArray().Single(product => product.GetProperty("id").GetString() == "HQTGWGPNH4");

        listed.GetRawText().Should().Be((await web.Get("/api/products/HQTGWGPNH4")).Body);
    }

    [Theory]
    [InlineData("/api/products/")]
    [InlineData("/api/products/?currencyCode=EUR")]
    public async Task A_slash_at_the_end_changes_nothing(string path) =>
        (await web.Get(path)).Body.Should().Be((await web.Get(path.Replace("products/", "products", StringComparison.Ordinal))).Body);

    [Theory]
    [InlineData("NOSUCHPRODUCT")]
    [InlineData("0puk6v6ev0")]
    [InlineData("a-name-that-is-far-too-long-to-be-the-id-of-any-product-that-the-catalogue-could-have")]
    public async Task An_unknown_product_is_not_found(string id)
    {
        var answer = await web.Get($"/api/products/{id}");

        answer.Status.Should().Be(HttpStatusCode.NotFound);
        answer.ContentType.Should().Be("application/problem+json");
        answer.Json.GetProperty("status").GetInt32().Should().Be(404);
    }

    [Theory]
    [InlineData("/api/products?currencyCode=XYZ")]
    [InlineData("/api/products/LS4PSXUNUM?currencyCode=usd")]
    public async Task An_unknown_currency_is_named(string path)
    {
        var answer = await web.Get(path);

        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.Field.Should().Be("currencyCode");
        answer.Detail.Should().StartWith("currencyCode: ").And.NotContain("to_code");
    }

    [Fact]
    public async Task Every_currency_the_shop_takes_is_listed()
    {
        var answer = await web.Get("/api/currency");

        answer.ContentType.Should().Be("application/json; charset=utf-8");
        answer.Json.EnumerateArray().Select(code => code.GetString()).Should().HaveCount(33).And.Contain(["USD", "EUR", "JPY"]);
        answer.Body.Should().StartWith("[\"");
    }

    [Theory]
    [InlineData(StatusCode.Unavailable, HttpStatusCode.ServiceUnavailable)]
    [InlineData(StatusCode.Internal, HttpStatusCode.InternalServerError)]
    public async Task Without_a_catalogue_there_is_nothing_to_show(StatusCode broken, HttpStatusCode shown)
    {
        await using var shop = await ShopUnderTest.Start(OpenStorefront.With(new BrokenCatalog(broken)));

        foreach (var path in (string[])["/api/products", "/api/products/LS4PSXUNUM"])
        {
            var answer = await shop.Web.Get(path);
            answer.Status.Should().Be(shown);
            answer.Body.Should().NotContain("Gearbox");
            answer.Header("Retry-After").Should().Be(shown == HttpStatusCode.ServiceUnavailable ? "1" : null);
        }
    }
}
