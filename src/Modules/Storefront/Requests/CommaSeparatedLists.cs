using Microsoft.Extensions.Primitives;

namespace AstronomyShop.Modules.Storefront.Requests;

/// <summary>A list in the query: the key repeated, or one value with commas.</summary>
internal static class CommaSeparatedLists
{
    public static IEnumerable<string> SplitAtCommas(this StringValues values) => values.SelectMany(value => (value ?? string.Empty).Split(','));
}
