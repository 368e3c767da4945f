using System.Globalization;
using System.Text.Json;

namespace AstronomyShop.SharedKernel.FeatureFlags.Targeting;

/// <summary>
/// JSON values in the types that rules compute with: null, bool, double, string, <c>object?[]</c> and dictionaries; every number is a double.
/// </summary>
internal static class JsonLogicLiteral
{
    public static object? From(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Array => json.EnumerateArray().Select(From).ToArray(),
        JsonValueKind.Object => json.EnumerateObject().GroupBy(member => member.Name).ToDictionary(same => same.Key, same => From(same.Last().Value)),
        _ => null,
    };

    public static object? Normalise(object? value) => value switch
    {
        null or bool or double or string or object?[] or Dictionary<string, object?> => value,
        JsonElement json => From(json),
        byte or sbyte or short or ushort or int or uint or long or ulong or float or decimal => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        IReadOnlyDictionary<string, object?> members => members.ToDictionary(member => member.Key, member => Normalise(member.Value)),
        System.Collections.IEnumerable list => list.Cast<object?>().Select(Normalise).ToArray(),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
