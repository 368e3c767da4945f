using AstronomyShop.Modules.Storefront.Responses;

namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>The ads of a product page. The section exists even when there are no ads.</summary>
internal static class AdBanner
{
    public static Html Of(IReadOnlyList<TextAdResponse> ads) => Html.Of($"""
        <section class="ad wide" data-cy="ad" aria-label="Offers">{Html.Join(ads.Take(1).Select(Ad))}</section>
        """);

    private static Html Ad(TextAdResponse ad) => Html.Of($"""<a href="{ad.RedirectUrl}">{ad.Text}</a>""");
}
