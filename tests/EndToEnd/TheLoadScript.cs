using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AstronomyShop.Tests.EndToEnd;

/// <summary>Every task of the public shop's load script, call by call, with the headers it sends.</summary>
public abstract class TheLoadScript : IDisposable
{
    private static readonly string[] ProductIds =
    [
        "0PUK6V6EV0", "1YMWWN1N4O", "2ZYFJ3GM2N", "66VCHSJNUP", "6E92ZMYYFZ", "9SIQT8TOJO", "L9ECAV7KIM", "LS4PSXUNUM", "OLJCESPC7Z", "HQTGWGPNH4",
    ];

    private readonly HttpClient client;

    protected TheLoadScript(OpenShop shop)
    {
        client = new HttpClient { BaseAddress = shop.Web.BaseAddress };
        client.DefaultRequestHeaders.Add("baggage", $"synthetic_request=true,session.id={Guid.NewGuid()}");
        client.DefaultRequestHeaders.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    }

    public static TheoryData<string> Products => [.. ProductIds];

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        client.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Index_and_session_start()
    {
        using var response = await client.GetAsync("/", Test);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
    }

    [Theory, MemberData(nameof(Products))]
    public async Task Browse_product(string product)
    {
        var answer = await Read($"/api/products/{product}");

        ((string)answer["id"]!).Should().Be(product);
        answer["priceUsd"]!["units"]!.GetValueKind().Should().Be(System.Text.Json.JsonValueKind.Number);
    }

    [Theory, MemberData(nameof(Products))]
    public async Task Get_recommendations(string product)
    {
        var answer = (await Read($"/api/recommendations?productIds={product}")).AsArray();

        answer.Should().HaveCount(4);
        answer.Select(one => (string)one!["id"]!).Should().NotContain(product).And.OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData("binoculars"), InlineData("telescopes"), InlineData("accessories"), InlineData("assembly"), InlineData("travel"), InlineData("books")]
    [InlineData("None")]
    public async Task Get_ads(string category)
    {
        var answer = (await Read($"/api/data/?contextKeys={category}")).AsArray();

        answer.Should().NotBeEmpty();
        answer.Should().OnlyContain(ad => ((string)ad!["redirectUrl"]!).StartsWith("/product/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task View_cart_without_a_session()
    {
        var answer = await Read("/api/cart");

        answer["items"]!.AsArray().Should().BeEmpty();
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(10)]
    public async Task Add_to_cart(int quantity)
    {
        var user = Guid.NewGuid().ToString();

        var cart = await AddToCart(user, "66VCHSJNUP", quantity);

        ((string)cart["userId"]!).Should().Be(user);
        ((int)cart["items"]![0]!["quantity"]!).Should().Be(quantity);
    }

    [Theory]
    [InlineData("USD", "United States", "94043", 1), InlineData("CAD", "Canada", "K2P1L4", 1), InlineData("USD", "United States", "94043", 4)]
    public async Task Checkout_of_one_or_several(string currency, string country, string zip, int products)
    {
        var user = Guid.NewGuid().ToString();
        foreach (var product in ProductIds.Take(products))
        {
            await AddToCart(user, product, 2);
        }

        using var response = await client.PostAsJsonAsync("/api/checkout", Person(user, currency, country, zip), Test);

        response.StatusCode.Should().Be(HttpStatusCode.OK, await response.Content.ReadAsStringAsync(Test));
        response.Content.Headers.ContentType.Should().Be(MediaTypeHeaderValue.Parse("application/json; charset=utf-8"));
        var order = (await response.Content.ReadFromJsonAsync<JsonNode>(Test))!;
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

    private async Task<JsonNode> AddToCart(string userId, string productId, int quantity)
    {
        await Read($"/api/products/{productId}");
        using var response = await client.PostAsJsonAsync("/api/cart", new { item = new { productId, quantity }, userId }, Test);
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        return (await response.Content.ReadFromJsonAsync<JsonNode>(Test))!;
    }

    private async Task<JsonNode> Read(string path)
    {
        using var response = await client.GetAsync(path, Test);
        response.StatusCode.Should().Be(HttpStatusCode.OK, path);
        return (await response.Content.ReadFromJsonAsync<JsonNode>(Test))!;
    }

    public sealed class InOneProcess(OneProcess shop) : TheLoadScript(shop);

    public sealed class InManyProcesses(ManyProcesses shop) : TheLoadScript(shop);
}
