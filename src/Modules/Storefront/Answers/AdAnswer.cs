using Offer = AstronomyShop.Contracts.Ad;

namespace AstronomyShop.Modules.Storefront.Answers;

internal sealed record AdAnswer(string RedirectUrl, string Text)
{
    public static AdAnswer Of(Offer offer) => new(offer.RedirectUrl, offer.Text);
}
