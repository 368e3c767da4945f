using System.Collections.Frozen;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Catalog;

/// <summary>
/// The loaded products. Every page needs them and they do not change while the process runs, so they are read from the database once, before the
/// ports open, and served from memory.
/// </summary>
internal sealed class ProductCatalog(IDbContextFactory<CatalogDbContext> database, ILogger<ProductCatalog> logger) : IHostedService
{
    private Snapshot? snapshot;

    /// <summary>All products, ordered by id.</summary>
    public ListProductsResponse All => Loaded.All;

    private Snapshot Loaded => snapshot ?? throw RpcErrors.Unavailable("The products have not been loaded yet");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var entries = await db.Products.AsNoTracking().ToListAsync(cancellationToken);

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

    private static bool ContainsText(string where, string text) => where.Contains(text, StringComparison.OrdinalIgnoreCase);

    private sealed record Snapshot(ListProductsResponse All, FrozenDictionary<string, Product> ById);
}
