using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>What the foot of every page says of the shop itself.</summary>
internal sealed class FooterModel(IOptions<StorefrontOptions> options, TimeProvider clock)
{
    public string Platform => options.Value.Platform;

    public int Year => clock.GetUtcNow().Year;
}
