using System.Diagnostics;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Calls;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Catalog;

/// <summary>
/// Answers with the shelf's own messages, not with copies: the seam copies an answer before the caller sees it and gRPC serialises
/// it, so nobody can change what stands on the shelf.
/// </summary>
internal sealed class CatalogGrpcService(ProductCatalog catalog, ILogger<CatalogGrpcService> logger) : ProductCatalogService.ProductCatalogServiceBase
{
    // An id comes back in the status of the refusal, and a status travels in a header, where there is little room.
    private const int MaxIdLength = 64;

    public override Task<ListProductsResponse> ListProducts(Empty request, ServerCallContext context)
    {
        var all = catalog.All;
        Activity.Current?.SetTag(CatalogTelemetry.ProductCount, all.Products.Count);
        return Task.FromResult(all);
    }

    public override Task<Product> GetProduct(GetProductRequest request, ServerCallContext context)
    {
        if (request.Id.Length is 0 or > MaxIdLength)
        {
            throw RpcErrors.InvalidArgument("id", $"must have 1 to {MaxIdLength} characters");
        }

        Activity.Current?.SetTag(CatalogTelemetry.ProductId, request.Id);
        var product = catalog.Find(request.Id) ?? throw ProductNotFound(request.Id);
        Activity.Current?.SetTag(CatalogTelemetry.ProductName, product.Name);
        Activity.Current?.AddEvent(new ActivityEvent(CatalogTelemetry.ProductFound));
        CatalogLog.Found(logger, product.Id, product.Name);
        return Task.FromResult(product);
    }

    public override Task<SearchProductsResponse> SearchProducts(SearchProductsRequest request, ServerCallContext context)
    {
        var found = new SearchProductsResponse { Results = { catalog.Search(request.Query) } };
        Activity.Current?.SetTag(CatalogTelemetry.SearchCount, found.Results.Count);
        return Task.FromResult(found);
    }

    private static RpcException ProductNotFound(string product)
    {
        Activity.Current?.AddEvent(new ActivityEvent(CatalogTelemetry.ProductNotFound));
        return RpcErrors.NotFound($"There is no product '{product}'");
    }
}
