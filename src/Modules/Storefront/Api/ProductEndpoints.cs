using AstronomyShop.Modules.Storefront.Content;
using AstronomyShop.Modules.Storefront.OpenApi;
using AstronomyShop.Modules.Storefront.Responses;
using AstronomyShop.SharedKernel.Rpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.Api;

internal sealed class ProductEndpoints(ProductReader products) : IEndpoints
{
    private const string Tag = "Products";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/products", ListAsync).Describe("listProducts", Tag, StatusCodes.Status400BadRequest);
        routes.MapGet("/api/products/{productId}", ShowAsync).Describe("getProduct", Tag, StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
    }

    /// <summary>Lists all products.</summary>
    /// <param name="currencyCode">The currency of the prices, as an ISO 4217 code; US dollars by default.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <response code="200">All products of the shop.</response>
    /// <response code="400">The currency is not supported.</response>
    public Task<ProductResponse[]> ListAsync(string? currencyCode, CancellationToken cancellationToken) => products.AllAsync(currencyCode, cancellationToken);

    /// <summary>Returns a product.</summary>
    /// <param name="productId">The id of the product.</param>
    /// <param name="currencyCode">The currency of the prices, as an ISO 4217 code; US dollars by default.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <response code="200">The product.</response>
    /// <response code="400">The currency is not supported.</response>
    /// <response code="404">The shop has no such product.</response>
    public async Task<ProductResponse> ShowAsync(string productId, string? currencyCode, CancellationToken cancellationToken) =>
        await products.FindAsync(productId, currencyCode, cancellationToken) ?? throw RpcErrors.NotFound("Product not found");
}
