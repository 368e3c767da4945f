using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Split;

/// <summary>A customer of the public API. A shop that is busy answers 503, and the customer repeats the request under the same key for a minute.</summary>
internal sealed class Customer(HttpClient web)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    private readonly string key = Guid.NewGuid().ToString();

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public string UserId { get; } = Guid.NewGuid().ToString();

    public async Task AddAsync(string productId, int quantity = 1)
    {
        using var response = await RetryUntilServedAsync(() => web.PostAsJsonAsync("/api/cart", new { item = new { productId, quantity }, userId = UserId }, TestCancellation));
        response.StatusCode.Should().Be(HttpStatusCode.OK, await response.Content.ReadAsStringAsync(TestCancellation));
    }

    public async Task<JsonNode> ReadJsonAsync(string path)
    {
        using var response = await web.GetAsync(path, TestCancellation);
        response.StatusCode.Should().Be(HttpStatusCode.OK, path);
        return (await response.Content.ReadFromJsonAsync<JsonNode>(TestCancellation))!;
    }

    public async Task<JsonArray> CartAsync() => (JsonArray)(await ReadJsonAsync($"/api/cart?sessionId={UserId}"))["items"]!;

    /// <summary>Sends one request to place the order and returns the response, whatever its status is.</summary>
    public async Task<HttpResponseMessage> CheckoutAsync(CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/checkout?currencyCode=USD") { Content = JsonContent.Create(Order) };
        request.Headers.Add("Idempotency-Key", key);
        return await web.SendAsync(request, cancellationToken);
    }

    public async Task<JsonNode> PlaceOrderAsync()
    {
        using var response = await RetryUntilServedAsync(() => CheckoutAsync(TestCancellation));
        var body = await response.Content.ReadAsStringAsync(TestCancellation);
        response.StatusCode.Should().Be(HttpStatusCode.OK, body);
        return JsonNode.Parse(body)!;
    }

    private static Task<HttpResponseMessage> RetryUntilServedAsync(Func<Task<HttpResponseMessage>> send) => Eventually.FindAsync(
        "the shop serves the request",
        async _ =>
        {
            var response = await send();
            if (response.StatusCode != HttpStatusCode.ServiceUnavailable)
            {
                return response;
            }

            response.Dispose();
            return null;
        },
        Timeout,
        TestCancellation);

    private object Order => new
    {
        userId = UserId,
        email = "someone@example.com",
        userCurrency = "USD",
        address = new { streetAddress = "1600 Amphitheatre Parkway", city = "Mountain View", state = "CA", country = "United States", zipCode = "94043" },
        creditCard = new { creditCardNumber = "4432-8015-6152-0454", creditCardCvv = 672, creditCardExpirationYear = 2039, creditCardExpirationMonth = 1 },
    };
}
