namespace AstronomyShop.Modules.Storefront.Requests;

/// <summary>Reads a list in the query: a repeated key, or one value with commas.</summary>
internal static class CommaSeparatedLists
{
    public static IEnumerable<string> SplitAtCommas(this string[]? values) => (values ?? []).SelectMany(value => value.Split(','));
}
