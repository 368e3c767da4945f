using System.Diagnostics;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.FeatureFlags;
using Grpc.Core;

namespace AstronomyShop.Modules.Catalog;

/// <summary>The flag <c>productCatalogFailure</c>: GetProduct fails for the products that the targeting rule selects.</summary>
internal sealed class ProductCatalogFailureFilter(IFeatureClient flags) : ICallFilter
{
    public async ValueTask BeforeAsync(string rpc, object request, CancellationToken cancellationToken)
    {
        if (request is GetProductRequest { Id: var product }
            && await flags.GetBooleanValueAsync("productCatalogFailure", false, EvaluationContext.Builder().Set("product_id", product).Build()))
        {
            Activity.Current?.AddEvent(new ActivityEvent(CatalogTelemetry.ProductFailed));
            throw new RpcException(new Status(StatusCode.Internal, "The product is not available."));
        }
    }
}
