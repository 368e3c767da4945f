using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AstronomyShop.Tests.Reliability;

/// <summary>Somebody who wants one order, and asks under one key until it is certain whether there is one.</summary>
internal sealed class Shopper
{
    public const string Flashlight = "LS4PSXUNUM";

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    public string UserId { get; } = Guid.NewGuid().ToString();

    public string Key { get; } = Guid.NewGuid().ToString();

    /// <summary>True when the cart holds it.</summary>
    public async Task<bool> TryAdd(HttpClient web, int quantity = 1)
    {
        try
        {
            using var answer = await web.PostAsJsonAsync("/api/cart", new { item = new { productId = Flashlight, quantity }, userId = UserId }, Test);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception broken) when (IsNoAnswer(broken))
        {
            return false;
        }
    }

    /// <summary>The order; null when there was no answer, or one that says to ask again.</summary>
    public async Task<JsonNode?> TryBuy(HttpClient web)
    {
        try
        {
            using var answer = await Checkout(web);
            var body = await answer.Content.ReadAsStringAsync(Test);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => JsonNode.Parse(body),
                HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => null,
                _ => throw new InvalidOperationException($"{(int)answer.StatusCode}: {body}"),
            };
        }
        catch (Exception broken) when (IsNoAnswer(broken))
        {
            return null;
        }
    }

    public async Task<int> InCart(HttpClient web)
    {
        var cart = await web.GetFromJsonAsync<JsonNode>($"/api/cart?sessionId={UserId}", Test);
        return cart!["items"]!.AsArray().Sum(item => (int)item!["quantity"]!);
    }

    /// <summary>Whatever is answered.</summary>
    public async Task<HttpResponseMessage> Checkout(HttpClient web)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/checkout?currencyCode=EUR");
        request.Headers.Add("Idempotency-Key", Key);
        request.Content = JsonContent.Create(new
        {
            userId = UserId,
            email = "someone@example.com",
            userCurrency = "EUR",
            address = new { streetAddress = "1600 Amphitheatre Parkway", city = "Mountain View", state = "CA", country = "United States", zipCode = "94043" },
            creditCard = new { creditCardNumber = "4432-8015-6152-0454", creditCardCvv = 672, creditCardExpirationYear = 2039, creditCardExpirationMonth = 1 },
        });
        return await web.SendAsync(request, Test);
    }

    // The shop was gone before, or while, it answered, or closed for good.
    private static bool IsNoAnswer(Exception broken) =>
        broken is HttpRequestException or IOException or ObjectDisposedException || (broken is TaskCanceledException && !Test.IsCancellationRequested);
}
