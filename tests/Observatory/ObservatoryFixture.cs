using AstronomyShop.Contracts.Otlp;
using AstronomyShop.Modules.Observatory;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Observatory;

/// <summary>An observatory alone in its process, to which a purchase was reported over OTLP/gRPC.</summary>
public abstract class ObservatoryFixture : IAsyncLifetime
{
    private ShopUnderTest? shop;

    protected static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    protected ShopUnderTest Shop => shop!;

    protected DateTimeOffset StartTime { get; } = TimeProvider.System.GetUtcNow().AddSeconds(-20);

    public async ValueTask InitializeAsync()
    {
        shop = await ShopUnderTest.StartAsync([new ObservatoryModule()]);
        await new TraceService.TraceServiceClient(shop.Channel).ExportAsync(PurchaseTelemetry.Spans(StartTime), cancellationToken: TestCancellation);
        await new LogsService.LogsServiceClient(shop.Channel).ExportAsync(PurchaseTelemetry.Logs(StartTime), cancellationToken: TestCancellation);
        var metrics = new MetricsService.MetricsServiceClient(shop.Channel);
        await metrics.ExportAsync(PurchaseTelemetry.Metrics(StartTime, 3), cancellationToken: TestCancellation);
        await metrics.ExportAsync(PurchaseTelemetry.Metrics(StartTime.AddSeconds(10), 8), cancellationToken: TestCancellation);
        await metrics.ExportAsync(PurchaseTelemetry.Metrics(StartTime.AddSeconds(20), 13), cancellationToken: TestCancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await Shop.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task<string> PageAsync(string address)
    {
        var response = await Shop.Management.GetAsync(address, TestCancellation);
        response.IsSuccessStatusCode.Should().BeTrue("{0} returned {1}", address, response.StatusCode);
        var page = await response.Content.ReadAsStringAsync(TestCancellation);
        page.Should().NotContain("<script", "text from telemetry must be HTML-encoded");
        return page;
    }
}
