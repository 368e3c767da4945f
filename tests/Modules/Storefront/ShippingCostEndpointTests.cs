using System.Net;

namespace AstronomyShop.Tests.Modules.Storefront;

public sealed class ShippingCostEndpointTests(StorefrontFixture storefront) : IClassFixture<StorefrontFixture>
{
    private const string Address = """{"streetAddress":"1 Main Street","city":"","state":"","country":"","zipCode":""}""";

    private readonly HttpClient web = storefront.Web;

    [Theory]
    [InlineData("", """{"currencyCode":"USD","units":260,"nanos":710000000}""")]
    [InlineData("&currencyCode=", """{"currencyCode":"USD","units":260,"nanos":710000000}""")]
    [InlineData("&currencyCode=EUR", """{"currencyCode":"EUR","units":230,"nanos":610000000}""")]
    public async Task The_shipping_cost_of_twenty_nine_items_is_exact(string currency, string price)
    {
        var items = """[{"productId":"LS4PSXUNUM","quantity":9},{"productId":"HQTGWGPNH4","quantity":"20"}]""";

        var response = await AskAsync(items, Address, currency);

        response.Status.Should().Be(HttpStatusCode.OK);
        response.ContentType.Should().Be("application/json; charset=utf-8");
        response.Body.Should().Be(price);
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
    public async Task An_invalid_query_is_rejected_with_its_field(string items, string address, string field)
    {
        var response = await AskAsync(items, address, "");

        response.Status.Should().Be(HttpStatusCode.BadRequest);
        response.Field.Should().Be(field);
        response.Detail.Should().StartWith($"{field}: ");
    }

    [Fact]
    public async Task An_unknown_currency_is_rejected_by_name() =>
        (await AskAsync("""[{"productId":"LS4PSXUNUM","quantity":1}]""", Address, "&currencyCode=XYZ")).Field.Should().Be("currencyCode");

    private Task<TestResponse> AskAsync(string items, string address, string currency) =>
        web.FetchAsync($"/api/shipping?itemList={Uri.EscapeDataString(items)}&address={Uri.EscapeDataString(address)}{currency}");
}
