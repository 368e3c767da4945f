namespace AstronomyShop.Modules.Storefront.Sessions;

/// <summary>The data that every page shows.</summary>
/// <param name="Session">The session of the request.</param>
/// <param name="Path">The path with the query, to return to it.</param>
/// <param name="Currencies">The supported currencies.</param>
/// <param name="CartLines">The number of different products in the cart.</param>
/// <param name="PictureDelay">The delay of product pictures in milliseconds; 0 unless the flag imageSlowLoad is on.</param>
internal sealed record PageContext(Session Session, string Path, IReadOnlyList<string> Currencies, int CartLines, int PictureDelay)
{
    /// <summary>A context for pages that are shown while other modules may be down; calls none of them.</summary>
    public static PageContext WithoutServices(Session session, string path) => new(session, path, [session.Currency], 0, 0);
}
