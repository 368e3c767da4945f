using System.Collections.Frozen;
using System.Data.Common;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Persistence;
using AstronomyShop.SharedKernel.Rpc;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Catalog;

/// <summary>
/// The loaded products. Every page needs them and they do not change while the process runs, so they are read from the database once, before the
/// ports open, and served from memory.
/// </summary>
internal sealed class ProductCatalog(ModuleDatabase database, ILogger<ProductCatalog> logger) : IHostedService
{
    private const string Products =
        "SELECT id, name, description, picture, price_currency_code, price_units, price_nanos, categories FROM products";

    private Snapshot? snapshot;

    /// <summary>All products, ordered by id.</summary>
    public ListProductsResponse All => Loaded.All;

    private Snapshot Loaded => snapshot ?? throw RpcErrors.Unavailable("The products have not been loaded yet");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Without EF Core: to load it takes longer than the rest of the first page.
        var entries = await database.ReadAsync(Products, Read, cancellationToken);

        // Sorted here and not in SQL: databases use different collations.
        var products = entries.OrderBy(entry => entry.Id, StringComparer.Ordinal).Select(entry => entry.ToMessage()).ToList();
        snapshot = new Snapshot(new ListProductsResponse { Products = { products } }, products.ToFrozenDictionary(product => product.Id));
        CatalogLog.Loaded(logger, products.Count);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Product? Find(string id) => Loaded.ById.GetValueOrDefault(id);

    /// <summary>The products whose name or description contains the text literally: <c>%</c> and <c>_</c> are not wildcards.</summary>
    public IEnumerable<Product> Search(string text) =>
        All.Products.Where(product => ContainsText(product.Name, text) || ContainsText(product.Description, text));

    private static CatalogEntry Read(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Name = row.GetString(1),
        Description = row.GetString(2),
        Picture = row.GetString(3),
        PriceCurrency = row.GetString(4),
        PriceUnits = row.GetInt64(5),
        PriceNanos = row.GetInt32(6),
        Categories = row.GetString(7),
    };

    private static bool ContainsText(string where, string text) => where.Contains(text, StringComparison.OrdinalIgnoreCase);

    private sealed record Snapshot(ListProductsResponse All, FrozenDictionary<string, Product> ById);
}
