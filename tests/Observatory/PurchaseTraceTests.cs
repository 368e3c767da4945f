using System.Net.Http.Json;
using System.Text.Json;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Observatory;

/// <summary>After one purchase in one process there is the telemetry that the public shop's telemetry tests require.</summary>
public sealed class PurchaseTraceTests : IAsyncLifetime
{
    private const string Shopper = "2ab5a1c5-6a5e-4f0f-9d0b-6f3c8f6f7a10";
    private static readonly string[] Secrets = ["4432-8015-6152-0454", "4432801561520454", "canary@example.org", "Canary Lane"];

    private static readonly string[] Edges =
    [
        "frontend>ad", "frontend>recommendation", "frontend>product-catalog", "frontend>cart", "frontend>checkout",
        "checkout>cart", "checkout>payment", "checkout>shipping", "checkout>email", "checkout>product-catalog", "checkout>currency",
        "recommendation>product-catalog", "shipping>quote",
    ];

    private static readonly string[] Services =
    [
        "accounting", "ad", "cart", "checkout", "currency", "email", "fraud-detection", "frontend", "frontend-proxy", "image-provider", "payment",
        "product-catalog", "quote", "recommendation", "shipping",
    ];

    private ShopUnderTest? shop;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    private ShopUnderTest Shop => shop!;

    public async ValueTask InitializeAsync()
    {
        shop = await ShopUnderTest.StartAsync(Host.Shop.Modules);
        foreach (var address in (string[])["/api/data?contextKeys=telescopes", "/api/recommendations?productIds=0PUK6V6EV0", "/images/products/NationalParkFoundationExplorascope.jpg"])
        {
            (await Shop.Web.GetAsync(address, TestCancellation)).IsSuccessStatusCode.Should().BeTrue();
        }

        var added = await Shop.Web.PostAsJsonAsync("/api/cart", new { userId = Shopper, item = new { productId = "0PUK6V6EV0", quantity = 1 } }, TestCancellation);
        added.IsSuccessStatusCode.Should().BeTrue();
        var order = new
        {
            userId = Shopper,
            email = Secrets[2],
            userCurrency = "USD",
            address = new { streetAddress = $"1 {Secrets[3]}", city = "Mountain View", state = "CA", country = "United States", zipCode = "94043" },
            creditCard = new { creditCardNumber = Secrets[0], creditCardCvv = 672, creditCardExpirationYear = 2039, creditCardExpirationMonth = 1 },
        };
        (await Shop.Web.PostAsJsonAsync("/api/checkout", order, TestCancellation)).IsSuccessStatusCode.Should().BeTrue();
    }

    public async ValueTask DisposeAsync() => await Shop.DisposeAsync();

    [Fact]
    public async Task The_observatory_shows_every_service_and_every_edge_of_a_purchase_and_no_secret()
    {
        await UntilAsync(async () => (await DataAsync("dependencies")).EnumerateArray().Select(edge => $"{edge.GetProperty("parent")}>{edge.GetProperty("child")}").Intersect(Edges).Count() == Edges.Length);
        await UntilAsync(async () => (await DataAsync("services")).EnumerateArray().Select(name => name.GetString()!).Intersect(Services).Count() == Services.Length);

        var metrics = await Shop.Management.GetStringAsync("/metrics", TestCancellation);
        Services.Should().OnlyContain(service => metrics.Contains($"service_name=\"{service}\"", StringComparison.Ordinal));
        foreach (var service in Services)
        {
            var traces = await Shop.Management.GetStringAsync($"/jaeger/ui/api/traces?service={service}&limit=200", TestCancellation);
            await UntilAsync(async () => (await Shop.Management.GetStringAsync($"/observatory/logs?service={service}", TestCancellation)).Contains("<li class=\"line", StringComparison.Ordinal));
            Secrets.Should().NotContain(secret => traces.Contains(secret, StringComparison.OrdinalIgnoreCase), "no span of {0} may contain a secret", service);
        }

        var logs = await Shop.Management.GetStringAsync("/observatory/logs", TestCancellation);
        Secrets.Should().NotContain(secret => logs.Contains(secret, StringComparison.OrdinalIgnoreCase));
        Secrets.Should().NotContain(secret => metrics.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        while (!await isSo())
        {
            TestCancellation.ThrowIfCancellationRequested();
        }
    }

    private async Task<JsonElement> DataAsync(string what)
    {
        using var response = JsonDocument.Parse(await Shop.Management.GetStringAsync($"/jaeger/ui/api/{what}", TestCancellation));
        return response.RootElement.GetProperty("data").Clone();
    }
}
