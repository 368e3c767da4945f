using System.Text.Json;
using AstronomyShop.SharedKernel.Flags.Targeting;

namespace AstronomyShop.SharedKernel.Flags;

/// <summary>One of the values a flag can have.</summary>
public sealed class FlagVariant
{
    internal FlagVariant(string name, JsonElement json)
    {
        Name = name;
        Json = json;
        Value = JsonLogicLiteral.From(json);
    }

    /// <summary>Its name: <c>off</c>.</summary>
    public string Name { get; }

    /// <summary>Its value as it stands in the document.</summary>
    public JsonElement Json { get; }

    /// <summary>Its value; every number is a double.</summary>
    internal object? Value { get; }
}
