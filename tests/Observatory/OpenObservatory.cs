using AstronomyShop.Contracts.Otlp;
using AstronomyShop.Modules.Observatory;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Observatory;

/// <summary>An observatory alone in its process, to which a purchase was reported over OTLP/gRPC.</summary>
public abstract class OpenObservatory : IAsyncLifetime
{
    private ShopUnderTest? shop;

    protected static CancellationToken Test => TestContext.Current.CancellationToken;

    protected ShopUnderTest Shop => shop!;

    protected DateTimeOffset Then { get; } = TimeProvider.System.GetUtcNow().AddSeconds(-20);

    public async ValueTask InitializeAsync()
    {
        shop = await ShopUnderTest.Start([new ObservatoryModule()]);
        await new TraceService.TraceServiceClient(shop.Channel).ExportAsync(Purchase.Spans(Then), cancellationToken: Test);
        await new LogsService.LogsServiceClient(shop.Channel).ExportAsync(Purchase.Logs(Then), cancellationToken: Test);
        var metrics = new MetricsService.MetricsServiceClient(shop.Channel);
        await metrics.ExportAsync(Purchase.Metrics(Then, 3), cancellationToken: Test);
        await metrics.ExportAsync(Purchase.Metrics(Then.AddSeconds(10), 8), cancellationToken: Test);
        await metrics.ExportAsync(Purchase.Metrics(Then.AddSeconds(20), 13), cancellationToken: Test);
    }

    public async ValueTask DisposeAsync()
    {
        await Shop.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task<string> Page(string address)
    {
        var answer = await Shop.Management.GetAsync(address, Test);
        answer.IsSuccessStatusCode.Should().BeTrue("{0} answers {1}", address, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync(Test);
        page.Should().NotContain("<script", "text from telemetry never becomes a tag");
        return page;
    }
}
