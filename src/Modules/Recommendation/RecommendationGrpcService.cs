using System.Diagnostics;
using System.Diagnostics.Metrics;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Telemetry;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Recommendation;

internal sealed class RecommendationGrpcService(
    ProductCatalogService.ProductCatalogServiceClient catalog,
    RecommendationCacheFault cache,
    Random random,
    ModuleTelemetry telemetry,
    ILogger<RecommendationGrpcService> logger)
    : RecommendationService.RecommendationServiceBase
{
    private const int MaxRecommended = 5;

    private readonly Counter<long> requests = telemetry.Counter(RecommendationTelemetry.Requests);

    public override async Task<ListRecommendationsResponse> ListRecommendations(ListRecommendationsRequest request, ServerCallContext context)
    {
        var requested = RequestedProducts.Read(request.ProductIds);
        var recommended = await SampleWithoutAsync(requested, context.CancellationToken);
        Activity.Current?.SetTag(RecommendationTelemetry.RecommendedCount, recommended.Length);
        requests.Add(recommended.Length, new KeyValuePair<string, object?>(RecommendationTelemetry.Type, "catalog"));
        RecommendationLog.Listed(logger, recommended.Length, requested.Count);
        return new ListRecommendationsResponse { ProductIds = { recommended } };
    }

    private async Task<string[]> SampleWithoutAsync(HashSet<string> requested, CancellationToken cancellationToken)
    {
        using var span = telemetry.StartSpan(RecommendationTelemetry.GetProductList);
        var all = await catalog.ListProductsAsync(new Empty(), cancellationToken: cancellationToken);
        var others = all.Products.Select(product => product.Id).Where(id => !requested.Contains(id)).ToArray();
        random.Shuffle(others);
        var sample = others[..Math.Min(MaxRecommended, others.Length)];
        span?.SetTag(RecommendationTelemetry.ProductCount, all.Products.Count);
        span?.SetTag(RecommendationTelemetry.FilteredCount, others.Length);
        span?.SetTag(RecommendationTelemetry.FilteredList, sample);
        await cache.RunAsync(span);
        return sample;
    }
}
