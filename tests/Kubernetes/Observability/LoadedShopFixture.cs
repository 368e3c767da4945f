using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Kubernetes.Observability;

/// <summary>A shop under load and a real Prometheus that scrapes it and evaluates its rules.</summary>
public sealed class LoadedShopFixture : IAsyncLifetime
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("prometheus-");
    private readonly CancellationTokenSource closing = new();
    private ShopProcess? shop;
    private Process? prometheus;
    private HttpClient? questions;
    private Task customers = Task.CompletedTask;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (RealPart.IsMissing(Part.Prometheus))
        {
            return;
        }

        shop = ShopProcess.Start(typeof(Host.Shop), [$"--Shop:DataDirectory={Path.Combine(folder.FullName, "shop")}", .. ShopProcess.LongDeadlines]);
        await shop.WaitUntilReadyAsync(TestCancellation);
        customers = VisitAsync();
        var port = FreePorts.Take();
        questions = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")) };
        prometheus = StartPrometheus(port);

        // A rate needs two samples, and a rule needs samples from before its evaluation.
        await Eventually.HoldsAsync("rules have been evaluated", async _ => await HasFollowedRulesAsync(), Timeout, TestCancellation);
    }

    /// <summary>The series that an expression returns now. An expression that cannot be parsed is an error.</summary>
    public async Task<JsonArray> AskAsync(string expression)
    {
        using var form = new FormUrlEncodedContent([new("query", expression)]);
        using var response = await questions!.PostAsync("/api/v1/query", form, TestCancellation);
        var json = await response.Content.ReadFromJsonAsync<JsonNode>(TestCancellation);
        return json!["status"]!.GetValue<string>() == "success"
            ? json["data"]!["result"]!.AsArray()
            : throw new FormatException($"{json["error"]} in {expression}");
    }

    public async Task<IReadOnlyList<string>> NamesAsync()
    {
        var json = await questions!.GetFromJsonAsync<JsonNode>("/api/v1/label/__name__/values", TestCancellation);
        return [.. json!["data"]!.AsArray().Select(name => name!.GetValue<string>())];
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await customers;
        await (shop?.DisposeAsync() ?? default);
        if (prometheus is not null)
        {
            prometheus.Kill();
            await prometheus.WaitForExitAsync();
            prometheus.Dispose();
        }

        questions?.Dispose();
        closing.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task<bool> HasFollowedRulesAsync()
    {
        try
        {
            using var ready = await questions!.GetAsync("/-/ready", TestCancellation);
            return ready.IsSuccessStatusCode && (await AskAsync("shop:checkout:slow:ratio_rate1h")).Count > 0;
        }
        catch (HttpRequestException)
        {
            // It is still starting.
            return false;
        }
    }

    private Process StartPrometheus(int port)
    {
        var rules = File.ReadAllText(SourceTree.PathTo("k8s", "observability", "alerts.yaml"));
        File.WriteAllText(
            Path.Combine(folder.FullName, "alerts.yaml"),
            rules.Replace("interval: 30s", "interval: 1s", StringComparison.Ordinal).Replace("interval: 1m", "interval: 1s", StringComparison.Ordinal));
        File.WriteAllText(
            Path.Combine(folder.FullName, "prometheus.yaml"),
            $"""
            global: {"{"} scrape_interval: 1s, evaluation_interval: 1s {"}"}
            rule_files: [alerts.yaml]
            scrape_configs:
              - job_name: shop
                honor_labels: true
                static_configs: [{"{"} targets: ["{shop!.Management.BaseAddress!.Authority}"] {"}"}]
            """);
        var start = new ProcessStartInfo(
            RealPart.PathOf(Part.Prometheus, "prometheus"),
            [
                $"--config.file={Path.Combine(folder.FullName, "prometheus.yaml")}", $"--storage.tsdb.path={Path.Combine(folder.FullName, "tsdb")}",
                string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{port}"), "--log.level=error",
            ]);
        return Process.Start(start)!;
    }

    // One simulated user after the other, at a rate that causes little load, until the fixture is disposed.
    private async Task VisitAsync()
    {
        try
        {
            using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
            while (await pace.WaitForNextTickAsync(closing.Token))
            {
                await ShopAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task ShopAsync()
    {
        var userId = Guid.NewGuid().ToString();
        foreach (var path in (string[])["/", "/api/products", "/api/recommendations?productIds=LS4PSXUNUM", "/api/data?contextKeys=telescopes", "/images/products/LensCleaningKit.jpg", $"/api/cart?sessionId={userId}"])
        {
            using var page = await shop!.Web.GetAsync(path, closing.Token);
        }

        using var added = await shop!.Web.PostAsJsonAsync("/api/cart", new { item = new { productId = "LS4PSXUNUM", quantity = 1 }, userId }, closing.Token);
        using var bought = await shop!.Web.PostAsJsonAsync("/api/checkout?currencyCode=EUR", OrderRequests.For(userId), closing.Token);
    }
}
