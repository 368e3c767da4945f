using System.Collections.Frozen;
using Offer = AstronomyShop.Contracts.Ad;

namespace AstronomyShop.Modules.Ad;

/// <summary>
/// What is on offer, by product category. The products and their rebates are the public shop's, the words our own. The messages are
/// shared by all answers: the seam copies an answer before the caller sees it.
/// </summary>
internal static class AdCatalog
{
    private static readonly FrozenDictionary<string, Offer[]> ByCategory = new Dictionary<string, Offer[]>
    {
        ["binoculars"] = [For("2ZYFJ3GM2N", "Roof Binoculars at half price: 50% off, for birds by day and stars by night.")],
        ["telescopes"] = [For("66VCHSJNUP", "Let your phone find the way: 20% off the Starsense Explorer.")],
        ["accessories"] =
        [
            For("0PUK6V6EV0", "Bring Jupiter home: 30% off the Solar System Color Imager."),
            For("6E92ZMYYFZ", "Look the Sun in the eye, safely: buy two Solar Filters, get a third one free."),
            For("L9ECAV7KIM", "Two for the price of one: a Lens Cleaning Kit for you and one for a friend."),
        ],
        ["assembly"] = [For("9SIQT8TOJO", "Build the observatory of your dreams: 10% off the Optical Tube Assembly.")],
        ["travel"] = [For("1YMWWN1N4O", "Chase the shadow together: buy one Eclipsmart travel kit, get a second one free.")],
    }.ToFrozenDictionary();

    private static readonly Offer[] All = [.. ByCategory.Values.SelectMany(offers => offers)];

    /// <summary>All offers of a category; none for one that has none.</summary>
    public static IReadOnlyList<Offer> Of(string category) => ByCategory.GetValueOrDefault(category, []);

    /// <summary>Some offers of any kind. The same one may come up again.</summary>
    public static IReadOnlyList<Offer> AtRandom(int count, Random random) => random.GetItems(All, count);

    private static Offer For(string product, string text) => new() { RedirectUrl = $"/product/{product}", Text = text };
}
