using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Servers.Orders;

/// <summary>The whole shop as one process per module, with a broker between the checkout and the consumers.</summary>
public sealed class SplitKafkaTests : IAsyncLifetime
{
    private readonly string data = Directory.CreateTempSubdirectory("shop-").FullName;
    private KafkaBroker broker = null!;
    private ShopProcess shop = null!;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        broker = await KafkaBroker.StartAsync(TestCancellation);
        shop = ShopProcess.Start(typeof(Host.Shop), ["--split", $"--Shop:DataDirectory={data}", $"--ConnectionStrings:Kafka={broker.ConnectionString}", .. ShopProcess.LongDeadlines]);
        await shop.WaitUntilReadyAsync(TestCancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await (shop?.DisposeAsync() ?? default);
        await (broker?.DisposeAsync() ?? default);
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task Modules_in_separate_processes_receive_orders_from_the_topic()
    {
        var order = await BuyAsync();

        await Eventually.HoldsAsync("the order is booked, and the audit holds", async _ => await AuditAsync() is { Holds: true, Booked: 1 }, BrokerShop.Timeout, TestCancellation);
        OrdersTopic.ReadAll(broker).Should().ContainSingle().Which.Message.Key.Should().Be(order);
    }

    private async Task<string> BuyAsync()
    {
        var userId = Guid.NewGuid().ToString();
        using var added = await shop.Web.PostAsJsonAsync("/api/cart", new { item = new { productId = "LS4PSXUNUM", quantity = 1 }, userId }, TestCancellation);
        added.EnsureSuccessStatusCode();

        // Many processes that have just started may be too slow for the first request.
        return await Eventually.FindAsync("the order is placed", _ => TryPayAsync(userId), BrokerShop.Timeout, TestCancellation);
    }

    private async Task<string?> TryPayAsync(string userId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/checkout?currencyCode=USD");
        request.Headers.Add("Idempotency-Key", userId);
        request.Content = JsonContent.Create(new
        {
            userId,
            userCurrency = "USD",
            email = "ana@example.com",
            address = new { streetAddress = "1 Observatory Lane", city = "Benatky", state = "Bohemia", country = "Czechia", zipCode = "29471" },
            creditCard = new { creditCardNumber = "4432-8015-6152-0454", creditCardCvv = 672, creditCardExpirationYear = 2039, creditCardExpirationMonth = 1 },
        });
        using var placed = await shop.Web.SendAsync(request, TestCancellation);
        return placed.IsSuccessStatusCode ? (string)(await placed.Content.ReadFromJsonAsync<JsonNode>(TestCancellation))!["orderId"]! : null;
    }

    private async Task<Report> AuditAsync() => (await shop.Management.GetFromJsonAsync<Report>("/audit", TestCancellation))!;

    private sealed record Report(bool Holds, int Booked);
}
