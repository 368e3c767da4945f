using System.Diagnostics;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Catalog;

/// <summary>
/// Returns the messages of the catalogue without copying them: the RPC pipeline copies a response before the caller receives it, and gRPC
/// serializes it, so callers cannot change the catalogue.
/// </summary>
internal sealed class CatalogGrpcService(ProductCatalog catalog, ILogger<CatalogGrpcService> logger) : ProductCatalogService.ProductCatalogServiceBase
{
    // The id is repeated in the status detail of the error, which is sent in a header of limited size.
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
            throw RpcErrors.InvalidArgument("id", $"must be 1 to {MaxIdLength} characters long");
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
        return RpcErrors.NotFound($"Product '{product}' not found");
    }
}
