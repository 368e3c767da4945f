using AstronomyShop.Modules.Storefront.Content;
using AstronomyShop.Modules.Storefront.OpenApi;
using AstronomyShop.Modules.Storefront.Responses;
using AstronomyShop.Modules.Storefront.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.Api;

internal sealed class AdEndpoints(AdReader adReader) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/data", ListAsync).Describe("listAds", "Ads", StatusCodes.Status400BadRequest);

    /// <summary>Returns ads. The list is empty while ads are not available.</summary>
    /// <param name="contextKeys">The categories of products that the ads should be about, in repeated parameters or separated by commas.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <response code="200">The ads.</response>
    /// <response code="400">A category is not valid text.</response>
    public Task<TextAdResponse[]> ListAsync(string[]? contextKeys, CancellationToken cancellationToken) =>
        adReader.AdsAsync(contextKeys.SplitAtCommas(), cancellationToken);
}
