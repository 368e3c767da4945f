using System.Diagnostics;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Primitives;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Catalog;

/// <summary>
/// Returns the messages of the catalogue without copying them: the RPC pipeline copies a response before the caller receives it, and gRPC
/// serializes it, so callers cannot change the catalogue.
/// </summary>
internal sealed class CatalogGrpcService(ProductCatalog catalog, ILogger<CatalogGrpcService> logger) : ProductCatalogService.ProductCatalogServiceBase
{
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

        var product = catalog.Find(request.Id) ?? throw ProductNotFound(request.Id);
        Activity.Current?.SetTag(CatalogTelemetry.ProductId, product.Id);
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

    private static RpcException ProductNotFound(string id)
    {
        Activity.Current?.AddEvent(new ActivityEvent(CatalogTelemetry.ProductNotFound));
        return RpcErrors.NotFound(TelemetryForms.ProductId(id) is { } product ? $"Product '{product}' not found" : "Product not found");
    }
}
