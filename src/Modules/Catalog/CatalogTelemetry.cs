using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Catalog;

internal static class CatalogTelemetry
{
    public static readonly TelemetryDefinition ProductFound = TelemetryDefinition.Event("Product Found", "The product that was asked for exists.");
    public static readonly TelemetryDefinition ProductNotFound = TelemetryDefinition.Event("Product Not Found", "There is no such product.");
    public static readonly TelemetryDefinition ProductFailed = TelemetryDefinition.Event("Product Failed", "The flag productCatalogFailure hides the product.");

    public static readonly TelemetryDefinition ProductId = TelemetryDefinition.Attribute("demo.product.id", "string", "The product that was asked for.");
    public static readonly TelemetryDefinition ProductName = TelemetryDefinition.Attribute("demo.product.name", "string", "Its name.");
    public static readonly TelemetryDefinition ProductCount = TelemetryDefinition.Attribute("demo.product.count", "int", "How many products the catalogue lists.");
    public static readonly TelemetryDefinition SearchCount = TelemetryDefinition.Attribute("demo.product.search.count", "int", "How many products a search found.");
}
