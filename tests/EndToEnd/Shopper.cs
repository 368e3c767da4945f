using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AstronomyShop.Tests.EndToEnd;

/// <summary>A user of the public API with an HTTP client.</summary>
internal sealed class Shopper(HttpClient web)
{
    public const string GoodCard = "4432-8015-6152-0454";

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public string UserId { get; } = Guid.NewGuid().ToString();

    public Task<HttpResponseMessage> GetAsync(string path) => web.GetAsync(path, TestCancellation);

    public async Task<JsonNode> ReadJsonAsync(string path)
    {
        using var response = await GetAsync(path);
        response.StatusCode.Should().Be(HttpStatusCode.OK, path);
        return (await response.Content.ReadFromJsonAsync<JsonNode>(TestCancellation))!;
    }

    public Task<HttpResponseMessage> AddAsync(string productId, int quantity = 1) =>
        web.PostAsJsonAsync("/api/cart", new { item = new { productId, quantity }, userId = UserId }, TestCancellation);

    public async Task<JsonArray> CartAsync() => (JsonArray)(await ReadJsonAsync($"/api/cart?sessionId={UserId}"))["items"]!;

    public async Task<HttpResponseMessage> CheckoutAsync(string currency = "USD", string card = GoodCard, string? key = null, object? address = null, int month = 1)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/checkout?currencyCode={currency}");
        request.Content = JsonContent.Create(Order(currency, card, address, month));
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await web.SendAsync(request, TestCancellation);
    }

    public async Task<JsonNode> BuyAsync(string currency = "USD", string? key = null)
    {
        using var response = await CheckoutAsync(currency, key: key);
        var body = await response.Content.ReadAsStringAsync(TestCancellation);
        response.StatusCode.Should().Be(HttpStatusCode.OK, body);
        return JsonNode.Parse(body)!;
    }

    private object Order(string currency, string card, object? address, int month) => new
    {
        userId = UserId,
        email = "someone@example.com",
        userCurrency = currency,
        address = address ?? new
        {
            streetAddress = "1600 Amphitheatre Parkway",
            city = "Mountain View",
            state = "CA",
            country = "United States",
            zipCode = "94043",
        },
        creditCard = new
        {
            creditCardNumber = card,
            creditCardCvv = 672,
            creditCardExpirationYear = 2039,
            creditCardExpirationMonth = month,
        },
    };
}
