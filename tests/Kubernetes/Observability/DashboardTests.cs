using System.Text.Json.Nodes;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Kubernetes.Observability;

/// <summary>Panels and alerts query metrics that exist in a real Prometheus that scrapes a shop under load.</summary>
[Requires(Part.Prometheus)]
public sealed class DashboardTests(LoadedShopFixture shop) : IClassFixture<LoadedShopFixture>
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dashboards_query_only_metrics_that_the_shop_emits()
    {
        IReadOnlyList<string> silent = [];
        try
        {
            await Eventually.HoldsAsync("every query returns data", async _ => (silent = await QueriesWithoutDataAsync()).Count == 0, Timeout, TestCancellation);
        }
        catch (TimeoutException)
        {
            // The assertion below lists the queries without data.
        }

        silent.Should().BeEmpty("these queries return no data");
    }

    [Fact]
    public async Task Exempted_metrics_are_really_absent()
    {
        foreach (var query in PanelQuery.All.Where(query => AbsentMetrics.Exempts(query.Expression)))
        {
            await shop.AskAsync(query.Expression);
        }

        AbsentMetrics.Prefixes.Where(beginning => !PanelQuery.All.Any(query => query.Expression.Contains(beginning, StringComparison.Ordinal)))
            .Should().BeEmpty("no query uses them");
        (await shop.NamesAsync()).Where(name => AbsentMetrics.Exempts(name)).Should().BeEmpty("metrics that the shop emits need no exemption");
    }

    [Fact]
    public async Task A_query_for_an_unknown_metric_is_reported()
    {
        (await shop.AskAsync("no_such_measurement_total")).Should().BeEmpty();
        await FluentActions.Awaiting(() => shop.AskAsync("sum(rate(x[5m])")).Should().ThrowAsync<FormatException>();
    }

    [Fact]
    public void The_dashboards_are_those_of_the_public_shop_and_two_more()
    {
        string[] expected =
        [
            "W2gX2zHVk", "W2gX2zHVk48", "febljk0a32qyoa", "ce6sd46kfkglca", "otel-demo-events-by-name", "self-observability",
            "otel-demo_otel-collector_dashboard", "xHhbQmdjA", "otel-demo-hostmetrics", "6fb665e0-image-provider", "astronomy-shop-business", "astronomy-shop-slo",
        ];

        Directory.EnumerateFiles(SourceTree.PathTo("k8s", "observability", "dashboards"), "*.json")
            .Select(file => JsonNode.Parse(File.ReadAllText(file))!["uid"]!.GetValue<string>())
            .Should().BeEquivalentTo(expected);
    }

    private async Task<IReadOnlyList<string>> QueriesWithoutDataAsync()
    {
        var silent = new List<string>();
        foreach (var query in PanelQuery.All.Where(query => !AbsentMetrics.Exempts(query.Expression)))
        {
            if ((await shop.AskAsync(query.Expression)).Count == 0)
            {
                silent.Add($"{query.Source}: {query.Expression}");
            }
        }

        return silent;
    }
}
