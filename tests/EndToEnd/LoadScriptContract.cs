using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AstronomyShop.Tests.EndToEnd;

/// <summary>Every task of the public shop's load script, call by call, with the headers it sends.</summary>
public abstract class LoadScriptContract : IDisposable
{
    private static readonly string[] ProductIds =
    [
        "0PUK6V6EV0", "1YMWWN1N4O", "2ZYFJ3GM2N", "66VCHSJNUP", "6E92ZMYYFZ", "9SIQT8TOJO", "L9ECAV7KIM", "LS4PSXUNUM", "OLJCESPC7Z", "HQTGWGPNH4",
    ];

    private readonly HttpClient client;

    protected LoadScriptContract(ShopFixture shop)
    {
        client = ApiDescriptionHandler.CreateClient(shop.Web.BaseAddress!);
        client.DefaultRequestHeaders.Add("baggage", $"synthetic_request=true,session.id={Guid.NewGuid()}");
        client.DefaultRequestHeaders.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    }

    public static TheoryData<string> Products => [.. ProductIds];

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        client.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_index_page_starts_a_session()
    {
        using var response = await client.GetAsync("/", TestCancellation);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
    }

    [Theory, MemberData(nameof(Products))]
    public async Task A_product_can_be_browsed(string product)
    {
        var response = await ReadAsync($"/api/products/{product}");

        ((string)response["id"]!).Should().Be(product);
        response["priceUsd"]!["units"]!.GetValueKind().Should().Be(System.Text.Json.JsonValueKind.Number);
    }

    [Theory, MemberData(nameof(Products))]
    public async Task Recommendations_are_returned(string product)
    {
        var response = (await ReadAsync($"/api/recommendations?productIds={product}")).AsArray();

        response.Should().HaveCount(4);
        response.Select(one => (string)one!["id"]!).Should().NotContain(product).And.OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData("binoculars"), InlineData("telescopes"), InlineData("accessories"), InlineData("assembly"), InlineData("travel"), InlineData("books")]
    [InlineData("None")]
    public async Task Ads_are_returned(string category)
    {
        var response = (await ReadAsync($"/api/data/?contextKeys={category}")).AsArray();

        response.Should().NotBeEmpty();
        response.Should().OnlyContain(ad => ((string)ad!["redirectUrl"]!).StartsWith("/product/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_cart_can_be_viewed_without_a_session()
    {
        var response = await ReadAsync("/api/cart");

        response["items"]!.AsArray().Should().BeEmpty();
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(10)]
    public async Task A_product_can_be_added_to_the_cart(int quantity)
    {
        var user = Guid.NewGuid().ToString();

        var cart = await AddToCartAsync(user, "66VCHSJNUP", quantity);

        ((string)cart["userId"]!).Should().Be(user);
        ((int)cart["items"]![0]!["quantity"]!).Should().Be(quantity);
    }

    [Theory]
    [InlineData("USD", "United States", "94043", 1), InlineData("CAD", "Canada", "K2P1L4", 1), InlineData("USD", "United States", "94043", 4)]
    public async Task One_or_several_products_can_be_ordered(string currency, string country, string zip, int products)
    {
        var user = Guid.NewGuid().ToString();
        foreach (var product in ProductIds.Take(products))
        {
            await AddToCartAsync(user, product, 2);
        }

        using var response = await client.PostAsJsonAsync("/api/checkout", Person(user, currency, country, zip), TestCancellation);

        response.StatusCode.Should().Be(HttpStatusCode.OK, await response.Content.ReadAsStringAsync(TestCancellation));
        response.Content.Headers.ContentType.Should().Be(MediaTypeHeaderValue.Parse("application/json; charset=utf-8"));
        var order = (await response.Content.ReadFromJsonAsync<JsonNode>(TestCancellation))!;
        order["items"]!.AsArray().Should().HaveCount(products);
        ((string)order["shippingCost"]!["currencyCode"]!).Should().Be(currency);
    }

    private static object Person(string userId, string userCurrency, string country, string zipCode) => new
    {
        email = "reed@example.com",
        address = new { streetAddress = "1600 Amphitheatre Parkway", zipCode, city = "Mountain View", state = "CA", country },
        userCurrency,
        creditCard = new
        {
            creditCardNumber = "4432-8015-6152-0454",
            creditCardExpirationMonth = 1,
            creditCardExpirationYear = 2039,
            creditCardCvv = 672,
        },
        userId,
    };

    private async Task<JsonNode> AddToCartAsync(string userId, string productId, int quantity)
    {
        await ReadAsync($"/api/products/{productId}");
        using var response = await client.PostAsJsonAsync("/api/cart", new { item = new { productId, quantity }, userId }, TestCancellation);
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        return (await response.Content.ReadFromJsonAsync<JsonNode>(TestCancellation))!;
    }

    private async Task<JsonNode> ReadAsync(string path)
    {
        using var response = await client.GetAsync(path, TestCancellation);
        response.StatusCode.Should().Be(HttpStatusCode.OK, path);
        return (await response.Content.ReadFromJsonAsync<JsonNode>(TestCancellation))!;
    }

    public sealed class SingleProcessLoadScriptTests(SingleProcessShopFixture shop) : LoadScriptContract(shop);

    public sealed class SplitLoadScriptTests(SplitShopFixture shop) : LoadScriptContract(shop);
}
