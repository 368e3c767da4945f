using AstronomyShop.Contracts;
using AstronomyShop.Modules.Storefront.Answers;
using AstronomyShop.Modules.Storefront.Errors;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Storefront;

/// <summary>What stands beside the products. A page without it is still a page.</summary>
internal sealed class Offers(
    AdService.AdServiceClient ads, RecommendationService.RecommendationServiceClient recommendations, Shelf shelf, ILogger<Offers> log)
{
    private const int MostRecommended = 4;

    public async Task<AdAnswer[]> Ads(IEnumerable<string> categories, CancellationToken cancellation)
    {
        try
        {
            var asked = new AdRequest { ContextKeys = { categories } };
            return [.. (await ads.GetAdsAsync(asked, cancellationToken: cancellation)).Ads.Select(AdAnswer.Of)];
        }
        catch (RpcException dead) when (dead.IsDown())
        {
            StorefrontLog.Without(log, "ads", dead.StatusCode);
            return [];
        }
    }

    public async Task<ProductAnswer[]> Recommended(string userId, IEnumerable<string> besides, string? currency, CancellationToken cancellation)
    {
        var asked = new ListRecommendationsRequest { UserId = userId, ProductIds = { besides } };
        var ids = (await Recommend(asked, cancellation)).Take(MostRecommended);
        return [.. (await Task.WhenAll(ids.Select(id => shelf.Find(id, currency, cancellation)))).OfType<ProductAnswer>()];
    }

    private async Task<IEnumerable<string>> Recommend(ListRecommendationsRequest asked, CancellationToken cancellation)
    {
        try
        {
            return (await recommendations.ListRecommendationsAsync(asked, cancellationToken: cancellation)).ProductIds;
        }
        catch (RpcException dead) when (dead.IsDown())
        {
            StorefrontLog.Without(log, "recommendations", dead.StatusCode);
            return [];
        }
    }
}
