using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Contracts.Otlp;
using AstronomyShop.Tests.Testing;
using AstronomyShop.Tests.Traces;
using Google.Protobuf;

namespace AstronomyShop.Tests.Incidents;

/// <summary>A shop in other processes. Tests set its flags over HTTP and observe its telemetry, readiness and audit.</summary>
internal sealed class IncidentShop : IAsyncDisposable
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("shop-");
    private readonly ShopProcess process;

    private IncidentShop(string name, RecordingOtlpCollector collector, string[] shape)
    {
        (Name, Collector) = (name, collector);
        process = ShopProcess.Start(
            typeof(Host.Shop), [.. shape, .. ShopProcess.LongDeadlines, FlagSwitch.Argument, $"--Shop:DataDirectory={data.FullName}"], collector.Environment);
    }

    public string Name { get; }

    public RecordingOtlpCollector Collector { get; }

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public static async Task<IncidentShop> OpenAsync(string name, params string[] shape)
    {
        var shop = new IncidentShop(name, await RecordingOtlpCollector.StartAsync(), shape);
        await shop.process.WaitUntilReadyAsync(TestCancellation);
        return shop;
    }

    public Task SetFlagAsync(string flag, string variant) => FlagSwitch.SetAsync(process.Web, flag, variant, TestCancellation);

    /// <summary>Sends a GET request and ignores the response, because the spans record the result.</summary>
    public async Task GetAsync(string path, string? header = null, string? value = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (header is not null)
        {
            request.Headers.Add(header, value);
        }

        using var response = await process.Web.SendAsync(request, TestCancellation);
    }

    public async Task BuyAsync()
    {
        var userId = Guid.NewGuid().ToString();
        using var added = await process.Web.PostAsJsonAsync("/api/cart", new { item = new { productId = "LS4PSXUNUM", quantity = 1 }, userId }, TestCancellation);
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
            TestCancellation);
    }

    /// <summary>Exports spans to the shop's Observatory.</summary>
    public async Task ObserveAsync(IEnumerable<RecordedSpan> spans)
    {
        var request = new ExportTraceServiceRequest();
        request.ResourceSpans.AddRange(spans.GroupBy(span => span.Service).Select(service => new ResourceSpans
        {
            Resource = new Resource { Attributes = { new KeyValue { Key = "service.name", Value = new AnyValue { StringValue = service.Key } } } },
            ScopeSpans = { new ScopeSpans { Spans = { service.Select(span => span.Span) } } },
        }));
        using var body = new ByteArrayContent(request.ToByteArray());
        body.Headers.ContentType = new("application/x-protobuf");
        using var response = await process.Management.PostAsync(new Uri("/v1/traces", UriKind.Relative), body, TestCancellation);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>The page of the Observatory for a query.</summary>
    public Task<string> QueryAsync(string query) => process.Management.GetStringAsync(new Uri(query, UriKind.Relative), TestCancellation);

    /// <summary>Whether a module is ready. Also asserts that the shop is not ready while the module is not.</summary>
    public async Task<bool> IsReadyAsync(string service)
    {
        using var response = await process.Management.GetAsync("/health/ready", TestCancellation);
        var json = await response.Content.ReadFromJsonAsync<JsonNode>(TestCancellation);
        var isReady = (bool)json!["modules"]![service]!["ready"]!;
        (isReady || !response.IsSuccessStatusCode).Should().BeTrue("a shop is not ready when a module is not");
        return isReady;
    }

    public async Task<bool> AuditHoldsAsync()
    {
        using var response = await process.Management.GetAsync("/audit", TestCancellation);
        return response.IsSuccessStatusCode && (bool)(await response.Content.ReadFromJsonAsync<JsonNode>(TestCancellation))!["holds"]!;
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        await Collector.DisposeAsync();
        data.Delete(recursive: true);
    }
}
