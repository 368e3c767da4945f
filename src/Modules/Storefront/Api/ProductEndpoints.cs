using AstronomyShop.Modules.Storefront.Answers;
using AstronomyShop.SharedKernel.Calls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.Api;

internal sealed class ProductEndpoints(Shelf shelf) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/products", List);
        routes.MapGet("/api/products/{productId}", Show);
    }

    private Task<ProductAnswer[]> List(string? currencyCode, CancellationToken cancellation) => shelf.All(currencyCode, cancellation);

    private async Task<ProductAnswer> Show(string productId, string? currencyCode, CancellationToken cancellation) =>
        await shelf.Find(productId, currencyCode, cancellation) ?? throw Refusal.NotFound("There is no such product");
}
