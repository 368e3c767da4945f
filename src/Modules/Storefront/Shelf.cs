using AstronomyShop.Contracts;
using AstronomyShop.Modules.Storefront.Answers;
using AstronomyShop.Modules.Storefront.Errors;
using Grpc.Core;

namespace AstronomyShop.Modules.Storefront;

/// <summary>The products as a shopper sees them: with prices in the shopper's currency.</summary>
internal sealed class Shelf(ProductCatalogService.ProductCatalogServiceClient catalogue, Prices prices)
{
    public async Task<ProductAnswer[]> All(string? currency, CancellationToken cancellation)
    {
        var all = await catalogue.ListProductsAsync(new Empty(), cancellationToken: cancellation);
        return await Task.WhenAll(all.Products.Select(product => Show(product, currency, cancellation)));
    }

    /// <summary>The products that have these words in their name or description.</summary>
    public async Task<ProductAnswer[]> Search(string words, string? currency, CancellationToken cancellation)
    {
        var found = await catalogue.SearchProductsAsync(new SearchProductsRequest { Query = words }, cancellationToken: cancellation);
        return await Task.WhenAll(found.Results.Select(product => Show(product, currency, cancellation)));
    }

    /// <summary>Null when the shop has no such product.</summary>
    public async Task<ProductAnswer?> Find(string id, string? currency, CancellationToken cancellation)
    {
        try
        {
            var product = await catalogue.GetProductAsync(new GetProductRequest { Id = id }, cancellationToken: cancellation);
            return await Show(product, currency, cancellation);
        }
        catch (RpcException unknown) when (IsUnknown(unknown))
        {
            return null;
        }
    }

    public async Task<bool> Has(string id, CancellationToken cancellation) =>
        await Find(id, Prices.CatalogueCurrency, cancellation) is not null;

    // An id that cannot be one is refused by name; the currency's refusals name other fields and are no concern of ours.
    private static bool IsUnknown(RpcException refusal) =>
        refusal.StatusCode == StatusCode.NotFound || (refusal.StatusCode == StatusCode.InvalidArgument && refusal.FieldOf() == "id");

    private async Task<ProductAnswer> Show(Product product, string? currency, CancellationToken cancellation) =>
        ProductAnswer.Of(product, product.PriceUsd is null ? null : await prices.In(product.PriceUsd, currency, cancellation));
}
