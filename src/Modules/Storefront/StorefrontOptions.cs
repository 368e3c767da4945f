using System.ComponentModel.DataAnnotations;

namespace AstronomyShop.Modules.Storefront;

/// <summary>Section <c>Modules:Storefront</c>.</summary>
internal sealed class StorefrontOptions
{
    /// <summary>Where the shop runs, as the foot of the pages says it.</summary>
    [Required, StringLength(40)]
    public string Platform { get; set; } = "local";
}
