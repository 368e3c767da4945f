using System.Collections.Frozen;
using Offer = AstronomyShop.Contracts.Ad;

namespace AstronomyShop.Modules.Ad;

/// <summary>
/// The ads by product category. Products and discounts are the public shop's, the texts are ours. The messages are shared by all responses: the
/// RPC pipeline copies a response before the caller receives it.
/// </summary>
internal static class AdCatalog
{
    private static readonly FrozenDictionary<string, Offer[]> ByCategory = new Dictionary<string, Offer[]>
    {
        ["binoculars"] = [For("2ZYFJ3GM2N", "Roof Binoculars at half price: 50% off.")],
        ["telescopes"] = [For("66VCHSJNUP", "20% off the Starsense Explorer telescope.")],
        ["accessories"] =
        [
            For("0PUK6V6EV0", "30% off the Solar System Color Imager."),
            For("6E92ZMYYFZ", "Buy two Solar Filters, get a third one free."),
            For("L9ECAV7KIM", "Lens Cleaning Kit: two for the price of one."),
        ],
        ["assembly"] = [For("9SIQT8TOJO", "10% off the Optical Tube Assembly.")],
        ["travel"] = [For("1YMWWN1N4O", "Buy one Eclipsmart travel kit, get a second one free.")],
    }.ToFrozenDictionary();

    private static readonly Offer[] All = [.. ByCategory.Values.SelectMany(offers => offers)];

    /// <summary>All ads of a category; empty for an unknown category.</summary>
    public static IReadOnlyList<Offer> Of(string category) => ByCategory.GetValueOrDefault(category, []);

    /// <summary>Random ads of any category; the same ad may appear more than once.</summary>
    public static IReadOnlyList<Offer> AtRandom(int count, Random random) => random.GetItems(All, count);

    private static Offer For(string product, string text) => new() { RedirectUrl = $"/product/{product}", Text = text };
}
