using System.Text.Json;

namespace AstronomyShop.Modules.Storefront.Errors;

/// <summary>Maps field names of the modules' messages to the names of the HTTP API.</summary>
internal static class ApiNames
{
    private static readonly Dictionary<string, string> Renamed = new()
    {
        ["to_code"] = "currencyCode",
        ["items"] = "itemList",
    };

    /// <param name="field">The name in the contract: <c>items[0].product_id</c>.</param>
    /// <returns>The name in the API: <c>itemList[0].productId</c>.</returns>
    public static string Of(string field) => string.Join('.', field.Split('.').Select(NameOf));

    private static string NameOf(string part)
    {
        var end = part.IndexOf('[', StringComparison.Ordinal) is >= 0 and var bracket ? bracket : part.Length;
        var name = part[..end];
        return (Renamed.GetValueOrDefault(name) ?? CamelCase(name)) + part[end..];
    }

    private static string CamelCase(string name) =>
        JsonNamingPolicy.CamelCase.ConvertName(string.Concat(name.Split('_').Select(word => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..])));
}
