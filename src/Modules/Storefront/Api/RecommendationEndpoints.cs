using AstronomyShop.Modules.Storefront.Responses;
using AstronomyShop.Modules.Storefront.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.Api;

internal sealed class RecommendationEndpoints(AdReader adReader, Prices prices) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/recommendations", ListAsync);

    private async Task<ProductResponse[]> ListAsync(HttpRequest request, string? sessionId, string? currencyCode, CancellationToken cancellationToken)
    {
        await prices.RequireAsync(currencyCode, cancellationToken);
        return await adReader.RecommendedAsync(sessionId ?? string.Empty, request.Query["productIds"].SplitAtCommas(), currencyCode, cancellationToken);
    }
}
