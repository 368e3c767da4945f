using System.Net.Http.Json;

namespace AstronomyShop.Tests.Benchmarks;

/// <summary>What customers do.</summary>
internal static class Visits
{
    public static (string Name, Func<HttpClient, Task> Visit)[] All => [("shipping price, no storage", Quote), ("browse in EUR", Browse), ("purchase", Purchase)];

    /// <summary>Somebody new puts one thing into the cart and pays.</summary>
    public static async Task Purchase(HttpClient web)
    {
        var userId = Guid.NewGuid().ToString();
        using var added = await web.PostAsJsonAsync("/api/cart", new { item = new { productId = "LS4PSXUNUM", quantity = 1 }, userId });
        await Succeeded(added);
        using var bought = await web.PostAsJsonAsync("/api/checkout?currencyCode=USD", new
        {
            userId,
            email = "someone@example.com",
            userCurrency = "USD",
            address = new { streetAddress = "1600 Amphitheatre Parkway", city = "Mountain View", state = "CA", country = "United States", zipCode = "94043" },
            creditCard = new { creditCardNumber = "4432-8015-6152-0454", creditCardCvv = 672, creditCardExpirationYear = 2039, creditCardExpirationMonth = 1 },
        });
        await Succeeded(bought);
        await bought.Content.ReadAsByteArrayAsync();
    }

    // Four modules behind the door and no database.
    private static Task Quote(HttpClient web) => Get(
        web,
        "/api/shipping?currencyCode=EUR&itemList=[{\"productId\":\"LS4PSXUNUM\",\"quantity\":1}]&address={\"streetAddress\":\"\",\"city\":\"\",\"state\":\"\",\"country\":\"\",\"zipCode\":\"\"}");

    // Ten products, each price converted.
    private static Task Browse(HttpClient web) => Get(web, "/api/products?currencyCode=EUR");

    private static async Task Get(HttpClient web, string path)
    {
        using var answer = await web.GetAsync(path);
        await Succeeded(answer);
        await answer.Content.ReadAsByteArrayAsync();
    }

    private static async Task Succeeded(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{answer.RequestMessage!.RequestUri!.AbsolutePath}: {answer.StatusCode}, {await answer.Content.ReadAsStringAsync()}");
        }
    }
}
