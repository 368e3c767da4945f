using Offer = AstronomyShop.Contracts.Ad;

namespace AstronomyShop.Modules.Storefront.Responses;

internal sealed record TextAdResponse(string RedirectUrl, string Text)
{
    public static TextAdResponse Of(Offer ad) => new(ad.RedirectUrl, ad.Text);
}
