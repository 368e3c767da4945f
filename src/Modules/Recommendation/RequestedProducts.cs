namespace AstronomyShop.Modules.Recommendation;

/// <summary>The products that a shopper is already viewing, as sent by the caller.</summary>
internal static class RequestedProducts
{
    // The public storefront passes a string where a list is expected, so "A1,B2" arrives as the elements A 1 , B 2. No product id has
    // one character: a list that contains only single characters is such a string, and any other list is used as it is.
    public static HashSet<string> Read(IReadOnlyList<string> productIds)
    {
        var isTakenApart = productIds.All(element => element.Length <= 1);
        var lists = isTakenApart ? [string.Concat(productIds)] : productIds;
        return [.. lists.SelectMany(list => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
    }
}
