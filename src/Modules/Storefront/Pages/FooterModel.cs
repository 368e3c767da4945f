using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>The data of the page footer.</summary>
internal sealed class FooterModel(IOptions<StorefrontOptions> options, TimeProvider clock)
{
    public string Platform => options.Value.Platform;

    public int Year => clock.GetUtcNow().Year;
}
