using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Split;

/// <summary>A customer of the public API. A shop that is busy answers 503, and the customer repeats the request under the same key for a minute.</summary>
internal sealed class Customer(HttpClient web)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly string key = Guid.NewGuid().ToString();

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    public string UserId { get; } = Guid.NewGuid().ToString();

    public async Task Add(string productId, int quantity = 1)
    {
        using var answer = await WhenServed(() => web.PostAsJsonAsync("/api/cart", new { item = new { productId, quantity }, userId = UserId }, Test));
        answer.StatusCode.Should().Be(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Test));
    }

    public async Task<JsonNode> Read(string path)
    {
        using var answer = await web.GetAsync(path, Test);
        answer.StatusCode.Should().Be(HttpStatusCode.OK, path);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(Test))!;
    }

    public async Task<JsonArray> Cart() => (JsonArray)(await Read($"/api/cart?sessionId={UserId}"))["items"]!;

    /// <summary>One request to place the order, whatever the answer is.</summary>
    public async Task<HttpResponseMessage> Checkout(CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/checkout?currencyCode=USD") { Content = JsonContent.Create(Order) };
        request.Headers.Add("Idempotency-Key", key);
        return await web.SendAsync(request, cancellationToken);
    }

    public async Task<JsonNode> Buy()
    {
        using var answer = await WhenServed(() => Checkout(Test));
        var body = await answer.Content.ReadAsStringAsync(Test);
        answer.StatusCode.Should().Be(HttpStatusCode.OK, body);
        return JsonNode.Parse(body)!;
    }

    private static Task<HttpResponseMessage> WhenServed(Func<Task<HttpResponseMessage>> send) => Eventually.Find(
        "the shop serves the request",
        async _ =>
        {
            var answer = await send();
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
            {
                return answer;
            }

            answer.Dispose();
            return null;
        },
        LongestWait,
        Test);

    private object Order => new
    {
        userId = UserId,
        email = "someone@example.com",
        userCurrency = "USD",
        address = new { streetAddress = "1600 Amphitheatre Parkway", city = "Mountain View", state = "CA", country = "United States", zipCode = "94043" },
        creditCard = new { creditCardNumber = "4432-8015-6152-0454", creditCardCvv = 672, creditCardExpirationYear = 2039, creditCardExpirationMonth = 1 },
    };
}
