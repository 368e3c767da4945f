using System.Globalization;
using AstronomyShop.Tests.Testing;
using Microsoft.Playwright;

namespace AstronomyShop.Tests.Browser;

/// <summary>A shop in a separate process, with its Observatory; the flags of its incidents are turned on one after the other.</summary>
public sealed class IncidentShopFixture : IAsyncLifetime
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    // Metrics and spans are exported at short intervals, so that a chart soon has several points.
    private static readonly Dictionary<string, string> FastExport = new() { ["OTEL_METRIC_EXPORT_INTERVAL"] = "400", ["OTEL_BSP_SCHEDULE_DELAY"] = "200" };

    private readonly string data = Directory.CreateTempSubdirectory("shop-").FullName;
    private ShopProcess shop = null!;
    private DateTimeOffset changedAt;

    public Uri Web => shop.Web.BaseAddress!;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        shop = ShopProcess.Start(typeof(Host.Shop), [FlagSwitch.Argument, .. ShopProcess.LongDeadlines, $"--Shop:DataDirectory={data}"], FastExport);
        await shop.WaitUntilReadyAsync(TestCancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await (shop?.DisposeAsync() ?? default);
        Directory.Delete(data, recursive: true);
    }

    public async Task SetFlagsAsync(IEnumerable<(string Flag, string Variant)> flags)
    {
        changedAt = TimeProvider.System.GetUtcNow();
        foreach (var (flag, variant) in flags)
        {
            await FlagSwitch.SetAsync(shop.Web, flag, variant, TestCancellation);
        }
    }

    /// <summary>Sends GET requests and ignores the responses.</summary>
    public async Task GetAsync(string path, int times = 1)
    {
        for (var time = 0; time < times; time++)
        {
            using var response = await shop.Web.GetAsync(new Uri(path, UriKind.Relative), TestCancellation);
        }
    }

    /// <summary>Goes to a page of the management port.</summary>
    public Task LookAtAsync(IPage page, string path) => page.GotoAsync(new Uri(shop.Management.BaseAddress!, path).ToString());

    /// <summary>Goes to the last matching span of the newest trace that has one, and opens its details.</summary>
    internal async Task LookIntoAsync(IPage page, string service, string operation, params (string Key, string Value)[] tags)
    {
        await LookAtTraceOfAsync(page, service, operation, tags: tags);
        await page.EvaluateAsync("() => { document.querySelector(':target').closest('details').open = true; }");
    }

    /// <summary>
    /// Goes to the last matching span of the newest trace that has at least that many of them. The trace must have started after the last change of flags,
    /// unless an earlier one is allowed.
    /// </summary>
    internal async Task LookAtTraceOfAsync(IPage page, string service, string operation, int atLeast = 1, bool orEarlier = false, params (string Key, string Value)[] tags)
    {
        var spans = await FindAsync(service, operation, atLeast, orEarlier ? DateTimeOffset.UnixEpoch : changedAt, tags);
        await LookAtAsync(page, $"/observatory/traces/{spans[^1].TraceId}#span-{spans[^1].Id}");
        await page.EvaluateAsync("() => scrollTo(0, document.querySelector(':target').offsetTop - 150)");
    }

    /// <summary>Opens the list of traces until at least that many match the query.</summary>
    internal Task LookAtTracesAsync(IPage page, string query, int atLeast) => Eventually.HoldsAsync(
        $"{atLeast} traces match {query}",
        async _ =>
        {
            await LookAtAsync(page, $"/observatory/?{query}");
            return await page.Locator(".trace").CountAsync() >= atLeast;
        },
        Timeout,
        TestCancellation);

    /// <summary>Opens the page of a metric until its latest value is as expected and the last points of its chart are equal.</summary>
    internal Task LookAtMeasurementAsync(IPage page, string service, string name, Func<double, bool> isSo) => Eventually.HoldsAsync(
        $"{name} of {service} is as expected",
        async _ =>
        {
            await LookAtAsync(page, $"/observatory/metrics?service={service}&name={name}");
            return await LatestOfAsync(page) is { } latest && isSo(latest) && await IsLevelAsync(page);
        },
        Timeout,
        TestCancellation);

    private static async Task<double?> LatestOfAsync(IPage page)
    {
        var latest = page.Locator(".numbers tbody td b").First;
        return await latest.CountAsync() > 0 && double.TryParse((await latest.InnerTextAsync()).Split(' ')[0], CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static async Task<bool> IsLevelAsync(IPage page)
    {
        const int Shown = 3;
        var line = page.Locator(".chart polyline").First;
        string[] heights = await line.CountAsync() > 0 ? [.. (await line.GetAttributeAsync("points"))!.Split(' ').Select(point => point.Split(',')[1])] : [];
        return heights.Length >= Shown && heights.TakeLast(Shown).Distinct().Count() == 1;
    }

    private Task<TraceSpan[]> FindAsync(string service, string operation, int atLeast, DateTimeOffset since, (string Key, string Value)[] tags) => Eventually.FindAsync(
        $"{atLeast} spans {operation} of {service} with {string.Join(", ", tags)}",
        async cancellationToken => (await TraceSpan.TracesAsync(shop.Management, service, operation, tags, since, cancellationToken))
            .Select(trace => trace.Where(span => span.Service == service && span.Name == operation && tags.All(tag => span.Tags.GetValueOrDefault(tag.Key) == tag.Value)).ToArray())
            .FirstOrDefault(spans => spans.Length >= atLeast),
        Timeout,
        TestCancellation);
}
