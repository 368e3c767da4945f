namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>The picture of a product.</summary>
/// <param name="File">The picture file, as the catalogue names it.</param>
/// <param name="Alt">The alternative text; empty where the adjacent text has the same content.</param>
/// <param name="Sizes">The displayed width, for the attribute <c>sizes</c>.</param>
/// <param name="Loading"><c>lazy</c> for pictures further down the page.</param>
/// <param name="Delay">The delay in milliseconds; 0 unless the flag imageSlowLoad is on.</param>
internal sealed record ProductPictureModel(string File, string Alt, string Sizes, string Loading, int Delay)
{
    public PictureAddress Address { get; } = Pictures.Product(File);
}
