using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.Api;

/// <summary>The routes of one topic.</summary>
internal interface IEndpoints
{
    void Map(IEndpointRouteBuilder routes);
}
