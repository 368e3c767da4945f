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
        return await ShowAsync(all.Products, currency, cancellationToken);
    }

    /// <summary>Returns the products with these words in name or description.</summary>
    public async Task<ProductResponse[]> SearchAsync(string words, string? currency, CancellationToken cancellationToken)
    {
        var found = await catalogue.SearchProductsAsync(new SearchProductsRequest { Query = words }, cancellationToken: cancellationToken);
        return await ShowAsync(found.Results, currency, cancellationToken);
    }

    /// <summary>Null when the product does not exist.</summary>
    public async Task<ProductResponse?> FindAsync(string id, string? currency, CancellationToken cancellationToken) =>
        (await FindAsync([id], currency, cancellationToken)).SingleOrDefault();

    /// <summary>Returns those of the products that exist, in the order of their ids.</summary>
    public async Task<ProductResponse[]> FindAsync(IEnumerable<string> ids, string? currency, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(ids.Select(id => FindInDollarsAsync(id, cancellationToken)));
        return await ShowAsync([.. found.OfType<Product>()], currency, cancellationToken);
    }

    public async Task<bool> HasAsync(string id, CancellationToken cancellationToken) => await FindInDollarsAsync(id, cancellationToken) is not null;

    // An invalid id is rejected with the field name.
    private async Task<Product?> FindInDollarsAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await catalogue.GetProductAsync(new GetProductRequest { Id = id }, cancellationToken: cancellationToken);
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound || (exception.StatusCode == StatusCode.InvalidArgument && exception.FieldOf() == "id"))
        {
            return null;
        }
    }

    // A product without a price has none in any currency.
    private async Task<ProductResponse[]> ShowAsync(IReadOnlyList<Product> products, string? currency, CancellationToken cancellationToken)
    {
        var inDollars = products.Select(product => product.PriceUsd ?? Money.Zero(Prices.CatalogueCurrency).ToMessage()).ToList();
        var shown = await prices.AllInAsync(inDollars, currency, cancellationToken);
        return [.. products.Zip(shown, (product, price) => ProductResponse.Of(product, product.PriceUsd is null ? null : price))];
    }
}
