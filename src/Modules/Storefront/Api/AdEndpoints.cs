using AstronomyShop.Modules.Storefront.Responses;
using AstronomyShop.Modules.Storefront.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.Api;

internal sealed class AdEndpoints(AdReader adReader) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/data", ListAsync);

    private Task<TextAdResponse[]> ListAsync(HttpRequest request, CancellationToken cancellationToken) =>
        adReader.AdsAsync(request.Query["contextKeys"].SplitAtCommas(), cancellationToken);
}
