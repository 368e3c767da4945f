using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.Api;

/// <summary>A group of related routes.</summary>
internal interface IEndpoints
{
    void Map(IEndpointRouteBuilder routes);
}
