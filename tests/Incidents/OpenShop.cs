using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Tests.Testing;
using AstronomyShop.Tests.Traces;

namespace AstronomyShop.Tests.Incidents;

/// <summary>A shop whose flags are turned from outside, and whose telemetry is all that one sees of it.</summary>
internal sealed class OpenShop : IAsyncDisposable
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("shop-");
    private readonly ShopProcess process;

    private OpenShop(string name, Collector heard, string[] shape)
    {
        (Name, Heard) = (name, heard);
        process = ShopProcess.Start(
            typeof(Host.Shop), [.. shape, .. ShopProcess.LongDeadlines, FlagSwitch.Argument, $"--Shop:DataDirectory={data.FullName}"], heard.Environment);
    }

    public string Name { get; }

    public Collector Heard { get; }

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    public static async Task<OpenShop> Open(string name, params string[] shape)
    {
        var shop = new OpenShop(name, await Collector.Start(), shape);
        await shop.process.Ready(Test);
        return shop;
    }

    public Task Turn(string flag, string variant) => FlagSwitch.Turn(process.Web, flag, variant, Test);

    /// <summary>Whatever the answer is: what it was the spans tell.</summary>
    public async Task Get(string path, string? header = null, string? value = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (header is not null)
        {
            request.Headers.Add(header, value);
        }

        using var answer = await process.Web.SendAsync(request, Test);
    }

    public async Task Buy()
    {
        var userId = Guid.NewGuid().ToString();
        using var added = await process.Web.PostAsJsonAsync("/api/cart", new { item = new { productId = "LS4PSXUNUM", quantity = 1 }, userId }, Test);
        using var bought = await process.Web.PostAsJsonAsync(
            "/api/checkout",
            new
            {
                userId,
                email = "someone@example.com",
                userCurrency = "CAD",
                address = new { streetAddress = "1 Observatory Lane", city = "Ottawa", state = "ON", country = "Canada", zipCode = "K2P1L4" },
                creditCard = new { creditCardNumber = "4432-8015-6152-0454", creditCardCvv = 672, creditCardExpirationYear = 2039, creditCardExpirationMonth = 1 },
            },
            Test);
    }

    /// <summary>Whether this module says that it is ready, and with it the shop.</summary>
    public async Task<bool> IsReady(string service)
    {
        using var answer = await process.Management.GetAsync("/health/ready", Test);
        var said = await answer.Content.ReadFromJsonAsync<JsonNode>(Test);
        var isReady = (bool)said!["modules"]![service]!["ready"]!;
        (isReady || !answer.IsSuccessStatusCode).Should().BeTrue("a shop is not ready when a module is not");
        return isReady;
    }

    public async Task<bool> AuditHolds()
    {
        using var answer = await process.Management.GetAsync("/audit", Test);
        return answer.IsSuccessStatusCode && (bool)(await answer.Content.ReadFromJsonAsync<JsonNode>(Test))!["holds"]!;
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        await Heard.DisposeAsync();
        data.Delete(recursive: true);
    }
}
