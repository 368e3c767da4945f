using AstronomyShop.Contracts;
using AstronomyShop.Modules.Storefront.Responses;
using AstronomyShop.Modules.Storefront.Errors;
using Grpc.Core;

namespace AstronomyShop.Modules.Storefront.Content;

/// <summary>Reads products with prices in the shopper's currency.</summary>
internal sealed class ProductReader(ProductCatalogService.ProductCatalogServiceClient catalogue, Prices prices)
{
    public async Task<ProductResponse[]> AllAsync(string? currency, CancellationToken cancellationToken)
    {
        var all = await catalogue.ListProductsAsync(new Empty(), cancellationToken: cancellationToken);
        return await Task.WhenAll(all.Products.Select(product => ShowAsync(product, currency, cancellationToken)));
    }

    /// <summary>Returns the products with these words in name or description.</summary>
    public async Task<ProductResponse[]> SearchAsync(string words, string? currency, CancellationToken cancellationToken)
    {
        var found = await catalogue.SearchProductsAsync(new SearchProductsRequest { Query = words }, cancellationToken: cancellationToken);
        return await Task.WhenAll(found.Results.Select(product => ShowAsync(product, currency, cancellationToken)));
    }

    /// <summary>Null when the product does not exist.</summary>
    public async Task<ProductResponse?> FindAsync(string id, string? currency, CancellationToken cancellationToken)
    {
        try
        {
            var product = await catalogue.GetProductAsync(new GetProductRequest { Id = id }, cancellationToken: cancellationToken);
            return await ShowAsync(product, currency, cancellationToken);
        }
        catch (RpcException exception) when (IsUnknown(exception))
        {
            return null;
        }
    }

    public async Task<bool> HasAsync(string id, CancellationToken cancellationToken) =>
        await FindAsync(id, Prices.CatalogueCurrency, cancellationToken) is not null;

    // An invalid id is rejected with the field name; errors of the currency module name other fields.
    private static bool IsUnknown(RpcException exception) =>
        exception.StatusCode == StatusCode.NotFound || (exception.StatusCode == StatusCode.InvalidArgument && exception.FieldOf() == "id");

    private async Task<ProductResponse> ShowAsync(Product product, string? currency, CancellationToken cancellationToken) =>
        ProductResponse.Of(product, product.PriceUsd is null ? null : await prices.InAsync(product.PriceUsd, currency, cancellationToken));
}
