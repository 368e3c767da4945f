using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Reliability;

/// <summary>A user who places one order and retries under one key until the outcome is known.</summary>
internal sealed class Shopper
{
    public const string Flashlight = "LS4PSXUNUM";

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public string UserId { get; } = Guid.NewGuid().ToString();

    public string Key { get; } = Guid.NewGuid().ToString();

    /// <summary>Adds the product to the cart. False if the shop rejected the request or the connection failed.</summary>
    public async Task<bool> TryAddAsync(HttpClient web, int quantity = 1)
    {
        try
        {
            using var response = await web.PostAsJsonAsync("/api/cart", new { item = new { productId = Flashlight, quantity }, userId = UserId }, TestCancellation);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (IsConnectionFailure(exception))
        {
            return false;
        }
    }

    /// <summary>The order; null if there was no response, or one whose status allows a retry.</summary>
    public async Task<JsonNode?> TryPlaceOrderAsync(HttpClient web)
    {
        try
        {
            using var response = await CheckoutAsync(web);
            var body = await response.Content.ReadAsStringAsync(TestCancellation);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => JsonNode.Parse(body),
                HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => null,
                _ => throw new InvalidOperationException($"{(int)response.StatusCode}: {body}"),
            };
        }
        catch (Exception exception) when (IsConnectionFailure(exception))
        {
            return null;
        }
    }

    /// <summary>Orders under the one key until the shop has been killed, because a shop that has just started may refuse the first attempt.</summary>
    public async Task<int> OrderUntilExitAsync(ShopProcess doomed)
    {
        var exit = doomed.WaitForExitAsync(TestCancellation);
        await Eventually.HoldsAsync(
            "the shop was killed",
            async _ =>
            {
                if (!exit.IsCompleted)
                {
                    await TryPlaceOrderAsync(doomed.Web);
                }

                return exit.IsCompleted;
            },
            TimeSpan.FromSeconds(90),
            TestCancellation);
        return await exit;
    }

    /// <summary>Retries under the same key until the order is placed, because a shop that has just started may respond with 503.</summary>
    public Task<JsonNode> PlaceOrderAsync(HttpClient web) =>
        Eventually.FindAsync("the order is placed", async _ => await TryPlaceOrderAsync(web), TimeSpan.FromSeconds(90), TestCancellation);

    public async Task<int> CountInCartAsync(HttpClient web)
    {
        var cart = await web.GetFromJsonAsync<JsonNode>($"/api/cart?sessionId={UserId}", TestCancellation);
        return cart!["items"]!.AsArray().Sum(item => (int)item!["quantity"]!);
    }

    /// <summary>Sends the order and returns the response, whatever its status.</summary>
    public async Task<HttpResponseMessage> CheckoutAsync(HttpClient web)
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
        return await web.SendAsync(request, TestCancellation);
    }

    // The shop exited before or during the response, the request timed out, or the client was disposed.
    private static bool IsConnectionFailure(Exception broken) =>
        broken is HttpRequestException or IOException or ObjectDisposedException || (broken is TaskCanceledException && !TestCancellation.IsCancellationRequested);
}
