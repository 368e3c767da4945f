using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Kubernetes;

/// <summary>The rendered manifests make a shop: each pod starts with what they say, and a purchase goes through all of them.</summary>
[Requires(Part.Kubectl, Part.PostgreSql, Part.Redis)]
[Collection(nameof(PurchaseThroughThePods))]
public sealed class TheManifestsAreRun(RunningOverlay cluster) : PurchaseThroughThePods(cluster), IClassFixture<RunningOverlay>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public async Task And_played_customers_come_by_themselves() =>
        await Eventually.Holds("a customer has been seen at the door", async _ => await HasVisitors(), Patience, Test);

    [Fact]
    public async Task And_pictures_and_flags_are_behind_the_same_door()
    {
        (await Cluster.Door.GetAsync("/images/products/LensCleaningKit.jpg", Test)).IsSuccessStatusCode.Should().BeTrue();
        ((int)(await Cluster.Door.GetAsync("/feature/api/read", Test)).StatusCode).Should().Be(401, "the flags' token is asked for");
    }

    private async Task<bool> HasVisitors()
    {
        var traces = await Cluster.Observatory.GetFromJsonAsync<JsonNode>("/jaeger/ui/api/traces?service=load-generator&limit=20", Test);
        return traces!["data"]!.AsArray().Any(trace => trace!["processes"]!.ToJsonString().Contains("\"frontend-proxy\"", StringComparison.Ordinal));
    }
}
