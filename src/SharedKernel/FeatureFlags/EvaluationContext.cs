using System.Collections.Frozen;
using System.Text.Json;
using AstronomyShop.SharedKernel.FeatureFlags.Targeting;

namespace AstronomyShop.SharedKernel.FeatureFlags;

/// <summary>The context in which a flag is evaluated. Values are strings, booleans, numbers, and lists and objects of these.</summary>
public sealed class EvaluationContext
{
    private readonly FrozenDictionary<string, object?> attributes;

    private EvaluationContext(string? targetingKey, FrozenDictionary<string, object?> attributes)
    {
        TargetingKey = targetingKey;
        this.attributes = attributes;
    }

    /// <summary>A context without attributes.</summary>
    public static EvaluationContext Empty { get; } = new(null, FrozenDictionary<string, object?>.Empty);

    /// <summary>
    /// The subject of the evaluation. Fractional rules use it, so that one shopper always gets the same variant. By default the session in the
    /// baggage.
    /// </summary>
    public string? TargetingKey { get; }

    /// <summary>The attributes that targeting rules can read.</summary>
    public IReadOnlyDictionary<string, object?> Attributes => attributes;

    /// <summary>Creates a builder.</summary>
    public static EvaluationContextBuilder Builder() => new();

    /// <summary>Reads a context from a JSON object, as flagd's protocols send it.</summary>
    public static EvaluationContext From(JsonElement json)
    {
        var builder = Builder();
        foreach (var attribute in json.EnumerateObject())
        {
            builder.Set(attribute.Name, JsonLogicLiteral.From(attribute.Value));
        }

        return builder.Build();
    }

    internal EvaluationContext For(string targetingKey) => new(targetingKey, attributes);

    /// <summary>Builds an evaluation context.</summary>
    public sealed class EvaluationContextBuilder
    {
        private const string TargetingKeyName = "targetingKey";
        private readonly Dictionary<string, object?> attributes = [];
        private string? targetingKey;

        /// <summary>Sets the targeting key.</summary>
        public EvaluationContextBuilder SetTargetingKey(string key)
        {
            targetingKey = key;
            return this;
        }

        /// <summary>Sets an attribute; a later value replaces an earlier one.</summary>
        public EvaluationContextBuilder Set(string key, object? value)
        {
            if (key == TargetingKeyName)
            {
                return value is string text ? SetTargetingKey(text) : this;
            }

            attributes[key] = JsonLogicLiteral.Normalise(value);
            return this;
        }

        /// <summary>Returns the context.</summary>
        public EvaluationContext Build() => new(targetingKey, attributes.ToFrozenDictionary());
    }
}
