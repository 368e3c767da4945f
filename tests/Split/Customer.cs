using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AstronomyShop.Tests.Split;

/// <summary>Somebody who buys by the public API.</summary>
internal sealed class Customer(HttpClient web)
{
    private static CancellationToken Test => TestContext.Current.CancellationToken;

    public string UserId { get; } = Guid.NewGuid().ToString();

    public async Task Add(string productId, int quantity = 1)
    {
        using var answer = await web.PostAsJsonAsync("/api/cart", new { item = new { productId, quantity }, userId = UserId }, Test);
        answer.StatusCode.Should().Be(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Test));
    }

    public async Task<JsonNode> Read(string path)
    {
        using var answer = await web.GetAsync(path, Test);
        answer.StatusCode.Should().Be(HttpStatusCode.OK, path);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(Test))!;
    }

    public async Task<JsonArray> Cart() => (JsonArray)(await Read($"/api/cart?sessionId={UserId}"))["items"]!;

    public Task<HttpResponseMessage> Checkout(CancellationToken cancellation = default) =>
        web.PostAsJsonAsync("/api/checkout?currencyCode=USD", Order, cancellation);

    public async Task<JsonNode> Buy()
    {
        using var answer = await Checkout(Test);
        var body = await answer.Content.ReadAsStringAsync(Test);
        answer.StatusCode.Should().Be(HttpStatusCode.OK, body);
        return JsonNode.Parse(body)!;
    }

    private object Order => new
    {
        userId = UserId,
        email = "someone@example.com",
        userCurrency = "USD",
        address = new { streetAddress = "1600 Amphitheatre Parkway", city = "Mountain View", state = "CA", country = "United States", zipCode = "94043" },
        creditCard = new { creditCardNumber = "4432-8015-6152-0454", creditCardCvv = 672, creditCardExpirationYear = 2039, creditCardExpirationMonth = 1 },
    };
}
