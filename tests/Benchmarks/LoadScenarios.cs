using System.Net.Http.Json;

namespace AstronomyShop.Tests.Benchmarks;

/// <summary>The requests of simulated users.</summary>
internal static class LoadScenarios
{
    public static (string Name, Func<HttpClient, Task> Visit)[] All => [("shipping quote, no storage", QuoteAsync), ("browse in EUR", BrowseAsync), ("purchase", PurchaseAsync)];

    /// <summary>A new user adds one product to the cart and pays.</summary>
    public static async Task PurchaseAsync(HttpClient web)
    {
        var userId = Guid.NewGuid().ToString();
        using var added = await web.PostAsJsonAsync("/api/cart", new { item = new { productId = "LS4PSXUNUM", quantity = 1 }, userId });
        await EnsureSuccessAsync(added);
        using var bought = await web.PostAsJsonAsync("/api/checkout?currencyCode=USD", new
        {
            userId,
            email = "someone@example.com",
            userCurrency = "USD",
            address = new { streetAddress = "1600 Amphitheatre Parkway", city = "Mountain View", state = "CA", country = "United States", zipCode = "94043" },
            creditCard = new { creditCardNumber = "4432-8015-6152-0454", creditCardCvv = 672, creditCardExpirationYear = 2039, creditCardExpirationMonth = 1 },
        });
        await EnsureSuccessAsync(bought);
        await bought.Content.ReadAsByteArrayAsync();
    }

    /// <summary>The home page with a session, and with prices that are converted.</summary>
    public static async Task HomePageAsync(HttpClient web)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("Cookie", "shop=6d9b3f9f-2c83-4f0e-9d6f-0f65b8f7a9a1.EUR");
        using var response = await web.SendAsync(request);
        await EnsureSuccessAsync(response);
        await response.Content.ReadAsByteArrayAsync();
    }

    // Four modules behind the edge, and no database.
    private static Task QuoteAsync(HttpClient web) => GetAsync(
        web,
        "/api/shipping?currencyCode=EUR&itemList=[{\"productId\":\"LS4PSXUNUM\",\"quantity\":1}]&address={\"streetAddress\":\"\",\"city\":\"\",\"state\":\"\",\"country\":\"\",\"zipCode\":\"\"}");

    // Ten products, each price converted.
    private static Task BrowseAsync(HttpClient web) => GetAsync(web, "/api/products?currencyCode=EUR");

    private static async Task GetAsync(HttpClient web, string path)
    {
        using var response = await web.GetAsync(path);
        await EnsureSuccessAsync(response);
        await response.Content.ReadAsByteArrayAsync();
    }

    private static async Task EnsureSuccessAsync(HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{response.RequestMessage!.RequestUri!.AbsolutePath}: {response.StatusCode}, {await response.Content.ReadAsStringAsync()}");
        }
    }
}
