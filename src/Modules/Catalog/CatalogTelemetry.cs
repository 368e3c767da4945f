using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Catalog;

internal static class CatalogTelemetry
{
    public static readonly Emitted ProductFound = Emitted.Event("Product Found", "The product that was asked for exists.");
    public static readonly Emitted ProductNotFound = Emitted.Event("Product Not Found", "There is no such product.");
    public static readonly Emitted ProductFailed = Emitted.Event("Product Failed", "The flag productCatalogFailure hides the product.");

    public static readonly Emitted ProductId = Emitted.Attribute("demo.product.id", "string", "The product that was asked for.");
    public static readonly Emitted ProductName = Emitted.Attribute("demo.product.name", "string", "Its name.");
    public static readonly Emitted ProductCount = Emitted.Attribute("demo.product.count", "int", "How many products the catalogue lists.");
    public static readonly Emitted SearchCount = Emitted.Attribute("demo.product.search.count", "int", "How many products a search found.");
}
