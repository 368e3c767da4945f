using System.Collections.Frozen;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Calls;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Catalog;

/// <summary>
/// The products within reach. Every page asks for them and none changes while the process runs, so they are read from the database
/// once, before the ports open, and served from memory.
/// </summary>
internal sealed class ProductCatalog(IDbContextFactory<CatalogDbContext> database, ILogger<ProductCatalog> logger) : IHostedService
{
    private Snapshot? snapshot;

    /// <summary>All products, by id.</summary>
    public ListProductsResponse All => Loaded.All;

    private Snapshot Loaded => snapshot ?? throw RpcErrors.Unavailable("The products have not been read yet");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var entries = await db.Products.AsNoTracking().ToListAsync(cancellationToken);

        // Sorted here and not in SQL: each database has its own idea of how text is ordered.
        var products = entries.OrderBy(entry => entry.Id, StringComparer.Ordinal).Select(entry => entry.ToMessage()).ToList();
        snapshot = new Snapshot(new ListProductsResponse { Products = { products } }, products.ToFrozenDictionary(product => product.Id));
        CatalogLog.Loaded(logger, products.Count);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Product? Find(string id) => Loaded.ById.GetValueOrDefault(id);

    /// <summary>The products whose name or description holds the text as it stands: here <c>%</c> and <c>_</c> match themselves.</summary>
    public IEnumerable<Product> Search(string text) =>
        All.Products.Where(product => ContainsText(product.Name, text) || ContainsText(product.Description, text));

    private static bool ContainsText(string where, string text) => where.Contains(text, StringComparison.OrdinalIgnoreCase);

    private sealed record Snapshot(ListProductsResponse All, FrozenDictionary<string, Product> ById);
}
