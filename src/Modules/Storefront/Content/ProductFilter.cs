using AstronomyShop.Modules.Storefront.Responses;

namespace AstronomyShop.Modules.Storefront.Content;

/// <summary>The search words and the category of the product list. Empty values do not filter.</summary>
internal sealed record ProductFilter(string Words, string Category)
{
    private const int MaxLength = 100;

    /// <summary>The URL of the home page with this filter.</summary>
    public string Path
    {
        get
        {
            (string Name, string Value)[] chosen = [("q", Words), ("category", Category)];
            string[] query = [.. chosen.Where(part => part.Value.Length > 0).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value)}")];
            return query.Length == 0 ? "/" : $"/?{string.Join('&', query)}";
        }
    }

    public static ProductFilter Of(string? words, string? category)
    {
        var trimmed = (words ?? string.Empty).Trim();
        return new ProductFilter(trimmed[..Math.Min(trimmed.Length, MaxLength)], (category ?? string.Empty).Trim());
    }

    public bool Matches(ProductResponse product) =>
        Category.Length == 0 || product.Categories.Contains(Category, StringComparer.OrdinalIgnoreCase);
}
