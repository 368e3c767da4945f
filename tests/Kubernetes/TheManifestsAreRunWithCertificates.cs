using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Kubernetes;

/// <summary>The split overlay with certificates between its pods; as many of them as a page with pictures and prices takes.</summary>
public sealed class SecuredOverlay : RunningOverlay
{
    protected override string Component => "mtls";

    protected override IReadOnlyCollection<string> Only => ["frontend-proxy", "frontend", "product-catalog", "currency", "image-provider"];
}

public sealed class TheManifestsAreRunWithCertificates(SecuredOverlay cluster) : IClassFixture<SecuredOverlay>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/products?currencyCode=EUR")]
    [InlineData("/images/products/LensCleaningKit.jpg")]
    public async Task And_who_comes_to_the_door_without_one_is_served_by_pods_that_show_theirs(string path)
    {
        // A pod that has just become ready, on a busy machine, may not take a connection at once.
        await Eventually.Holds(
            $"{path} is answered",
            async _ =>
            {
                using var answer = await cluster.Door.GetAsync(path, Test);
                return answer.IsSuccessStatusCode;
            },
            Patience,
            Test);
    }
}
