using AstronomyShop.Modules.Storefront.Responses;
using AstronomyShop.SharedKernel.Rpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.Api;

internal sealed class ProductEndpoints(ProductReader products) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/products", ListAsync);
        routes.MapGet("/api/products/{productId}", ShowAsync);
    }

    private Task<ProductResponse[]> ListAsync(string? currencyCode, CancellationToken cancellationToken) => products.AllAsync(currencyCode, cancellationToken);

    private async Task<ProductResponse> ShowAsync(string productId, string? currencyCode, CancellationToken cancellationToken) =>
        await products.FindAsync(productId, currencyCode, cancellationToken) ?? throw RpcErrors.NotFound("Product not found");
}
