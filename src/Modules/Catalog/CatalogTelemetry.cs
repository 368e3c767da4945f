using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Catalog;

internal static class CatalogTelemetry
{
    public static readonly TelemetryDefinition ProductFound = TelemetryDefinition.Event("Product Found", "The requested product exists.");
    public static readonly TelemetryDefinition ProductNotFound = TelemetryDefinition.Event("Product Not Found", "The requested product does not exist.");
    public static readonly TelemetryDefinition ProductFailed = TelemetryDefinition.Event("Product Failed", "The flag productCatalogFailure made the lookup fail.");

    public static readonly TelemetryDefinition ProductId = TelemetryDefinition.Attribute("demo.product.id", "string", "The id of the requested product.");
    public static readonly TelemetryDefinition ProductName = TelemetryDefinition.Attribute("demo.product.name", "string", "The name of the product.");
    public static readonly TelemetryDefinition ProductCount = TelemetryDefinition.Attribute("demo.product.count", "int", "The number of products in the catalogue.");
    public static readonly TelemetryDefinition SearchCount = TelemetryDefinition.Attribute("demo.product.search.count", "int", "The number of products found by a search.");
}
