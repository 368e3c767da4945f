using System.Net.Http.Json;

namespace AstronomyShop.Tests.Benchmarks;

/// <summary>What customers do.</summary>
internal static class Visits
{
    /// <summary>Somebody new puts one thing into the cart and pays.</summary>
    public static async Task Purchase(HttpClient web)
    {
        var userId = Guid.NewGuid().ToString();
        using var added = await web.PostAsJsonAsync("/api/cart", new { item = new { productId = "LS4PSXUNUM", quantity = 1 }, userId });
        added.EnsureSuccessStatusCode();
        using var bought = await web.PostAsJsonAsync("/api/checkout?currencyCode=USD", new
        {
            userId,
            email = "someone@example.com",
            userCurrency = "USD",
            address = new { streetAddress = "1600 Amphitheatre Parkway", city = "Mountain View", state = "CA", country = "United States", zipCode = "94043" },
            creditCard = new { creditCardNumber = "4432-8015-6152-0454", creditCardCvv = 672, creditCardExpirationYear = 2039, creditCardExpirationMonth = 1 },
        });
        bought.EnsureSuccessStatusCode();
        await bought.Content.ReadAsByteArrayAsync();
    }
}
