using AstronomyShop.Modules.Storefront.Answers;
using AstronomyShop.Modules.Storefront.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.Api;

internal sealed class RecommendationEndpoints(Offers offers, Prices prices) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/recommendations", List);

    private async Task<ProductAnswer[]> List(HttpRequest request, string? sessionId, string? currencyCode, CancellationToken cancellation)
    {
        await prices.Require(currencyCode, cancellation);
        return await offers.Recommended(sessionId ?? string.Empty, request.Query["productIds"].SplitAtCommas(), currencyCode, cancellation);
    }
}
