using AstronomyShop.Modules.Storefront.Content;
using AstronomyShop.Modules.Storefront.OpenApi;
using AstronomyShop.Modules.Storefront.Responses;
using AstronomyShop.Modules.Storefront.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.Api;

internal sealed class RecommendationEndpoints(AdReader adReader, Prices prices) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/recommendations", ListAsync).Describe("listRecommendations", "Products", StatusCodes.Status400BadRequest);

    /// <summary>Returns at most four products that go with others. The list is empty while recommendations are not available.</summary>
    /// <param name="productIds">The products that are shown already, in repeated parameters or separated by commas.</param>
    /// <param name="sessionId">The shopper.</param>
    /// <param name="currencyCode">The currency of the prices, as an ISO 4217 code; US dollars by default.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <response code="200">The recommended products.</response>
    /// <response code="400">A parameter is invalid.</response>
    public async Task<ProductResponse[]> ListAsync(string[]? productIds, string? sessionId, string? currencyCode, CancellationToken cancellationToken)
    {
        await prices.RequireAsync(currencyCode, cancellationToken);
        return await adReader.RecommendedAsync(sessionId ?? string.Empty, productIds.SplitAtCommas(), currencyCode, cancellationToken);
    }
}
