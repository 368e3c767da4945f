using System.Text.Json;
using System.Text.Json.Nodes;
using AstronomyShop.SharedKernel.FeatureFlags;

namespace AstronomyShop.Modules.Flags.Editing;

/// <summary>The variant for every caller: the default variant or, with targeting, the variant of the first rule.</summary>
internal static class FlagSelection
{
    public static string? Of(Flag flag) =>
        ThenBranch(flag.Json) is not { } branch ? flag.DefaultVariant?.Name
        : branch.ValueKind == JsonValueKind.String ? branch.GetString()
        : null;

    /// <returns>False when the flag or the variant does not exist.</returns>
    public static bool Set(JsonNode document, string flag, string variant)
    {
        if (document["flags"]?[flag] is not JsonObject chosen || chosen["variants"] is not JsonObject variants || !variants.ContainsKey(variant))
        {
            return false;
        }

        if (chosen["targeting"] is JsonObject rule && rule["if"] is JsonArray { Count: > 1 } branches)
        {
            branches[1] = variant;
        }
        else
        {
            chosen["defaultVariant"] = variant;
        }

        return true;
    }

    private static JsonElement? ThenBranch(JsonElement flag) =>
        flag.TryGetProperty("targeting", out var targeting) && targeting.ValueKind == JsonValueKind.Object
        && targeting.TryGetProperty("if", out var branches) && branches.ValueKind == JsonValueKind.Array && branches.GetArrayLength() > 1
            ? branches[1]
            : null;
}
