using AstronomyShop.Contracts;
using AstronomyShop.Modules.Storefront.Responses;
using AstronomyShop.Modules.Storefront.Errors;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Storefront.Content;

/// <summary>Reads ads and recommendations for a page. The page is shown without them when they are not available.</summary>
internal sealed class AdReader(
    AdService.AdServiceClient ads, RecommendationService.RecommendationServiceClient recommendations, ProductReader products, ILogger<AdReader> logger)
{
    private const int MaxRecommended = 4;

    public async Task<TextAdResponse[]> AdsAsync(IEnumerable<string> categories, CancellationToken cancellationToken)
    {
        try
        {
            var adRequest = new AdRequest { ContextKeys = { categories } };
            return [.. (await ads.GetAdsAsync(adRequest, cancellationToken: cancellationToken)).Ads.Select(TextAdResponse.Of)];
        }
        catch (RpcException exception) when (exception.IsDown())
        {
            StorefrontLog.ShownWithout(logger, "ads", exception.StatusCode);
            return [];
        }
    }

    public async Task<ProductResponse[]> RecommendedAsync(string userId, IEnumerable<string> besides, string? currency, CancellationToken cancellationToken)
    {
        var request = new ListRecommendationsRequest { UserId = userId, ProductIds = { besides } };
        var ids = (await RecommendAsync(request, cancellationToken)).Take(MaxRecommended);
        return await products.FindAsync(ids, currency, cancellationToken);
    }

    private async Task<IEnumerable<string>> RecommendAsync(ListRecommendationsRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return (await recommendations.ListRecommendationsAsync(request, cancellationToken: cancellationToken)).ProductIds;
        }
        catch (RpcException exception) when (exception.IsDown())
        {
            StorefrontLog.ShownWithout(logger, "recommendations", exception.StatusCode);
            return [];
        }
    }
}
