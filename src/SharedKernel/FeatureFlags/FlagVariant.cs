using System.Text.Json;
using AstronomyShop.SharedKernel.FeatureFlags.Targeting;

namespace AstronomyShop.SharedKernel.FeatureFlags;

/// <summary>One variant of a flag.</summary>
public sealed class FlagVariant
{
    internal FlagVariant(string name, JsonElement json)
    {
        Name = name;
        Json = json;
        Value = JsonLogicLiteral.From(json);
    }

    /// <summary>The name of the variant: <c>off</c>.</summary>
    public string Name { get; }

    /// <summary>The value as written in the document.</summary>
    public JsonElement Json { get; }

    /// <summary>The value for evaluation; every number is a double.</summary>
    internal object? Value { get; }
}
