using AstronomyShop.Modules.Storefront.Responses;
using AstronomyShop.Modules.Storefront.Sessions;

namespace AstronomyShop.Modules.Storefront.Content;

/// <summary>The ads and recommendations of a page, which is shown without them when they are not available.</summary>
internal sealed class PageAds(AdReader reader, OptionalContent optional)
{
    public Task<TextAdResponse[]> AdsAsync(IEnumerable<string> categories, CancellationToken cancellationToken) =>
        optional.ReadAsync("ads", token => reader.AdsAsync(categories, token), [], cancellationToken);

    public Task<ProductResponse[]> RecommendationsAsync(Session session, IEnumerable<string> besides, CancellationToken cancellationToken) =>
        optional.ReadAsync("recommendations", token => reader.RecommendedAsync(session.UserId, besides, session.Currency, token), [], cancellationToken);
}
