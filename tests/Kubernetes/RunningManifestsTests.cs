using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Kubernetes;

/// <summary>The rendered manifests result in a working shop: each pod starts with its settings, and a purchase goes through all pods.</summary>
[Requires(Part.Kubectl, Part.PostgreSql, Part.Redis)]
[Collection(nameof(PodPurchaseContract))]
public sealed class RunningManifestsTests(RunningOverlayFixture cluster) : PodPurchaseContract(cluster), IClassFixture<RunningOverlayFixture>
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Simulated_users_start_without_further_configuration() =>
        await Eventually.HoldsAsync("the edge has received a request of a virtual user", async _ => await HasVisitorsAsync(), Timeout, TestCancellation);

    [Fact]
    public async Task Pictures_and_flags_are_served_by_the_edge()
    {
        (await Cluster.Web.GetAsync("/images/products/LensCleaningKit.jpg", TestCancellation)).IsSuccessStatusCode.Should().BeTrue();
        ((int)(await Cluster.Web.GetAsync("/feature/api/read", TestCancellation)).StatusCode).Should().Be(401, "the flag API requires a token");
    }

    private async Task<bool> HasVisitorsAsync()
    {
        var traces = await Cluster.Observatory.GetFromJsonAsync<JsonNode>("/jaeger/ui/api/traces?service=load-generator&limit=20", TestCancellation);
        return traces!["data"]!.AsArray().Any(trace => trace!["processes"]!.ToJsonString().Contains("\"frontend-proxy\"", StringComparison.Ordinal));
    }
}
