using System.Diagnostics;
using System.Net.Http.Json;

namespace AstronomyShop.Tests.Traces;

/// <summary>A client whose requests belong to one trace or carry no trace context.</summary>
internal sealed class TracingClient(HttpClient web)
{
    private readonly string user = Guid.NewGuid().ToString();

    public string TraceId { get; } = ActivityTraceId.CreateRandom().ToHexString();

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public Task GetAsync(string path) => SendAsync(HttpMethod.Get, path.Replace("{user}", user, StringComparison.Ordinal), null, traced: true);

    public Task AddAsync(bool traced) =>
        SendAsync(HttpMethod.Post, "/api/cart", new { item = new { productId = "LS4PSXUNUM", quantity = 1 }, userId = user }, traced);

    public Task BuyAsync() => SendAsync(HttpMethod.Post, "/api/checkout?currencyCode=EUR", new Order(user, "EUR", "someone@example.com", "1600 Amphitheatre Parkway").Form, traced: true);

    private async Task SendAsync(HttpMethod method, string path, object? body, bool traced)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };

        // The sampled flag of the client decides whether a trace is exported; it is 0 for requests that the trace must not contain.
        var trace = traced ? TraceId : ActivityTraceId.CreateRandom().ToHexString();
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom().ToHexString()}-0{(traced ? 1 : 0)}");
        using var response = await web.SendAsync(request, TestCancellation);
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"{path} returned {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(TestCancellation)}", null, response.StatusCode);
        }
    }
}

/// <summary>The data of the checkout form.</summary>
internal sealed record Order(string User, string Currency, string Email, string Street)
{
    public string Card { get; init; } = "4432-8015-6152-0454";

    public int Cvv { get; init; } = 672;

    public int Year { get; init; } = 2039;

    public string Country { get; init; } = "United States";

    public object Form => new
    {
        userId = User,
        email = Email,
        userCurrency = Currency,
        address = new { streetAddress = Street, city = "Mountain View", state = "CA", country = Country, zipCode = "94043" },
        creditCard = new { creditCardNumber = Card, creditCardCvv = Cvv, creditCardExpirationYear = Year, creditCardExpirationMonth = 1 },
    };
}
