namespace AstronomyShop.Modules.Storefront.Sessions;

/// <summary>One look at one page, with all that every page shows.</summary>
/// <param name="Session">Whose.</param>
/// <param name="Path">Where, with the query: the way back.</param>
/// <param name="Currencies">Those that prices can be shown in.</param>
/// <param name="CartLines">How many different products are in the cart.</param>
/// <param name="PictureDelay">By how many milliseconds pictures of products are to be late; 0 but for a demonstration.</param>
internal sealed record PageContext(Session Session, string Path, IReadOnlyList<string> Currencies, int CartLines, int PictureDelay)
{
    /// <summary>Of a page that is shown when the neighbours may be down, and asks none of them.</summary>
    public static PageContext WithoutServices(Session session, string path) => new(session, path, [session.Currency], 0, 0);
}
