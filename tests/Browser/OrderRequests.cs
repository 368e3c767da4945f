using System.Text.Json;
using Microsoft.Playwright;

namespace AstronomyShop.Tests.Browser;

/// <summary>Places orders through the API, for tests that check the effects of an order.</summary>
internal static class OrderRequests
{
    /// <summary>Places an order and returns its id.</summary>
    public static async Task<string> PlaceOrderAsync(this IBrowserContext visitor)
    {
        var bought = await visitor.TryPlaceOrderAsync();
        var response = await bought.TextAsync();
        bought.Ok.Should().BeTrue(response);
        return JsonDocument.Parse(response).RootElement.GetProperty("orderId").GetString()!;
    }

    public static async Task<IAPIResponse> TryPlaceOrderAsync(this IBrowserContext visitor, string country = "United States")
    {
        var userId = Guid.NewGuid().ToString();
        var added = await visitor.APIRequest.PostAsync("/api/cart", Json(new { userId, item = new { productId = "0PUK6V6EV0", quantity = 1 } }));
        added.Ok.Should().BeTrue();
        return await visitor.APIRequest.PostAsync("/api/checkout", Json(new
        {
            userId,
            email = "someone@example.com",
            userCurrency = "EUR",
            address = new { streetAddress = "1600 Amphitheatre Parkway", city = "Mountain View", state = "CA", country, zipCode = "94043" },
            creditCard = new { creditCardNumber = "4432-8015-6152-0454", creditCardCvv = 672, creditCardExpirationYear = 2039, creditCardExpirationMonth = 1 },
        }));
    }

    private static APIRequestContextOptions Json(object body) => new() { DataObject = body };
}
