using Offer = AstronomyShop.Contracts.Ad;

namespace AstronomyShop.Modules.Storefront.Responses;

/// <summary>An ad.</summary>
/// <param name="RedirectUrl">The page that it leads to.</param>
/// <param name="Text">The text of the ad.</param>
internal sealed record TextAdResponse(string RedirectUrl, string Text)
{
    public static TextAdResponse Of(Offer ad) => new(ad.RedirectUrl, ad.Text);
}
