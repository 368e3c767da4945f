using AstronomyShop.Modules.Storefront.Answers;
using AstronomyShop.Modules.Storefront.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.Api;

internal sealed class AdEndpoints(Offers offers) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/data", List);

    private Task<AdAnswer[]> List(HttpRequest request, CancellationToken cancellation) =>
        offers.Ads(request.Query["contextKeys"].SplitAtCommas(), cancellation);
}
