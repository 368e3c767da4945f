using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Catalog;

internal static partial class CatalogLog
{
    [LoggerMessage(Level = LogLevel.Information, EventName = "product_catalog.loaded", Message = "Loaded {Products} products")]
    public static partial void Loaded(ILogger logger, int products);

    [LoggerMessage(Level = LogLevel.Information, EventName = "product_catalog.product_found", Message = "Product {ProductId} found: {ProductName}")]
    public static partial void Found(ILogger logger, string productId, string productName);
}
