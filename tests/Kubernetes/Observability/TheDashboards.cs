using System.Text.Json.Nodes;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Kubernetes.Observability;

/// <summary>What the panels show and the alerts watch is there, in a real Prometheus that asks a shop with customers in it.</summary>
[Requires(Part.Prometheus)]
public sealed class TheDashboards(LoadedShop shop) : IClassFixture<LoadedShop>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ask_for_what_the_shop_measures()
    {
        IReadOnlyList<string> silent = [];
        try
        {
            await Eventually.Holds("every panel shows something", async _ => (silent = await Silent()).Count == 0, Patience, Test);
        }
        catch (TimeoutException)
        {
            // Those that are silent are named below.
        }

        silent.Should().BeEmpty("each of these shows nothing");
    }

    [Fact]
    public async Task Are_excused_for_what_is_really_not_there()
    {
        foreach (var query in PanelQuery.All.Where(query => Unfed.Excuses(query.Expression)))
        {
            await shop.Ask(query.Expression);
        }

        Unfed.Beginnings.Where(beginning => !PanelQuery.All.Any(query => query.Expression.Contains(beginning, StringComparison.Ordinal)))
            .Should().BeEmpty("nobody asks for them");
        (await shop.Names()).Where(name => Unfed.Excuses(name)).Should().BeEmpty("the shop feeds them, so they need no excuse");
    }

    [Fact]
    public async Task That_ask_for_something_else_are_seen()
    {
        (await shop.Ask("no_such_measurement_total")).Should().BeEmpty();
        await FluentActions.Awaiting(() => shop.Ask("sum(rate(x[5m])")).Should().ThrowAsync<FormatException>();
    }

    [Fact]
    public void Are_the_public_shops_and_two_more()
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

    private async Task<IReadOnlyList<string>> Silent()
    {
        var silent = new List<string>();
        foreach (var query in PanelQuery.All.Where(query => !Unfed.Excuses(query.Expression)))
        {
            if ((await shop.Ask(query.Expression)).Count == 0)
            {
                silent.Add($"{query.Asker}: {query.Expression}");
            }
        }

        return silent;
    }
}
