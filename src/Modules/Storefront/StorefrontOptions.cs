using System.ComponentModel.DataAnnotations;

namespace AstronomyShop.Modules.Storefront;

/// <summary>Section <c>Modules:Storefront</c>.</summary>
internal sealed class StorefrontOptions
{
    /// <summary>The platform that the shop runs on, shown in the page footer.</summary>
    [Required, StringLength(40)]
    public string Platform { get; set; } = "local";
}
