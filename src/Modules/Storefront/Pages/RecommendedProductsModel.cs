using AstronomyShop.Modules.Storefront.Responses;
using AstronomyShop.Modules.Storefront.Sessions;

namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>Up to four recommended products with a heading; nothing when there are none.</summary>
internal sealed record RecommendedProductsModel(IReadOnlyList<ProductResponse> Products, PageContext Context);
