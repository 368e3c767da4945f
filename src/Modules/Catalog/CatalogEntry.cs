using AstronomyShop.Contracts;

namespace AstronomyShop.Modules.Catalog;

/// <summary>A stored product: the price in the three fields of the contract's Money, the categories as a comma-separated list.</summary>
internal sealed class CatalogEntry
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public required string Picture { get; init; }

    public required string PriceCurrency { get; init; }

    public required long PriceUnits { get; init; }

    public required int PriceNanos { get; init; }

    public required string Categories { get; init; }

    public Product ToMessage() => new()
    {
        Id = Id,
        Name = Name,
        Description = Description,
        Picture = Picture,
        PriceUsd = new MoneyMessage { CurrencyCode = PriceCurrency, Units = PriceUnits, Nanos = PriceNanos },
        Categories = { Categories.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) },
    };
}
