namespace AstronomyShop.Modules.Recommendation;

/// <summary>The products a shopper already looks at, as told by a caller.</summary>
internal static class RequestedProducts
{
    // The public storefront passes a text where a list is wanted, so "A1,B2" arrives as the elements A 1 , B 2. No product has an
    // id of one character: a list of nothing but single characters is such a text, and any other list is what it seems.
    public static HashSet<string> Read(IReadOnlyList<string> productIds)
    {
        var isTakenApart = productIds.All(element => element.Length <= 1);
        var lists = isTakenApart ? [string.Concat(productIds)] : productIds;
        return [.. lists.SelectMany(list => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
    }
}
