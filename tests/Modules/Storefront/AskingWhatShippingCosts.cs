using System.Net;

namespace AstronomyShop.Tests.Modules.Storefront;

public sealed class AskingWhatShippingCosts(OpenStorefront storefront) : IClassFixture<OpenStorefront>
{
    private const string Address = """{"streetAddress":"1 Main Street","city":"","state":"","country":"","zipCode":""}""";

    private readonly HttpClient web = storefront.Web;

    [Theory]
    [InlineData("", """{"currencyCode":"USD","units":260,"nanos":710000000}""")]
    [InlineData("&currencyCode=", """{"currencyCode":"USD","units":260,"nanos":710000000}""")]
    [InlineData("&currencyCode=EUR", """{"currencyCode":"EUR","units":230,"nanos":610000000}""")]
    public async Task Twenty_nine_items_ship_to_the_cent(string currency, string price)
    {
        var items = """[{"productId":"LS4PSXUNUM","quantity":9},{"productId":"HQTGWGPNH4","quantity":"20"}]""";

        var answer = await Ask(items, Address, currency);

        answer.Status.Should().Be(HttpStatusCode.OK);
        answer.ContentType.Should().Be("application/json; charset=utf-8");
        answer.Body.Should().Be(price);
    }

    [Theory]
    [InlineData("""[{"productId":"LS4PSXUNUM","quantity":1.5}]""", Address, "itemList[0].quantity")]
    [InlineData("""[{"productId":"LS4PSXUNUM","quantity":1},{"productId":"LS4PSXUNUM","quantity":0}]""", Address, "itemList[1].quantity")]
    [InlineData("""[{"quantity":1}]""", Address, "itemList[0].productId")]
    [InlineData("""["LS4PSXUNUM"]""", Address, "itemList[0]")]
    [InlineData("""[]""", Address, "itemList")]
    [InlineData("""{}""", Address, "itemList")]
    [InlineData("""[""", Address, "itemList")]
    [InlineData("", Address, "itemList")]
    [InlineData("""[{"productId":"LS4PSXUNUM","quantity":1}]""", "", "address")]
    [InlineData("""[{"productId":"LS4PSXUNUM","quantity":1}]""", "{\"city\":", "address")]
    [InlineData("""[{"productId":"LS4PSXUNUM","quantity":1}]""", """{"streetAddress":"","city":"","state":"","country":""}""", "address.zipCode")]
    public async Task What_is_wrong_is_named(string items, string address, string field)
    {
        var answer = await Ask(items, address, "");

        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.Field.Should().Be(field);
        answer.Detail.Should().StartWith($"{field}: ");
    }

    [Fact]
    public async Task An_unknown_currency_is_named() =>
        (await Ask("""[{"productId":"LS4PSXUNUM","quantity":1}]""", Address, "&currencyCode=XYZ")).Field.Should().Be("currencyCode");

    private Task<Answer> Ask(string items, string address, string currency) =>
        web.Get($"/api/shipping?itemList={Uri.EscapeDataString(items)}&address={Uri.EscapeDataString(address)}{currency}");
}
