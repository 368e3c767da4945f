using System.Collections.Frozen;
using System.Text.Json;
using AstronomyShop.SharedKernel.Flags.Targeting;

namespace AstronomyShop.SharedKernel.Flags;

/// <summary>For whom, and in which circumstances, a flag is evaluated. Values are strings, booleans, numbers, lists and objects of these.</summary>
public sealed class EvaluationContext
{
    private readonly FrozenDictionary<string, object?> attributes;

    private EvaluationContext(string? targetingKey, FrozenDictionary<string, object?> attributes)
    {
        TargetingKey = targetingKey;
        this.attributes = attributes;
    }

    /// <summary>A context that says nothing.</summary>
    public static EvaluationContext Empty { get; } = new(null, FrozenDictionary<string, object?>.Empty);

    /// <summary>Who it is for: decides on shares, so that one shopper always sees the same. By default the session in the baggage.</summary>
    public string? TargetingKey { get; }

    /// <summary>What rules may look at.</summary>
    public IReadOnlyDictionary<string, object?> Attributes => attributes;

    /// <summary>Starts a context.</summary>
    public static EvaluationContextBuilder Builder() => new();

    /// <summary>Reads a context from a JSON object, as it comes over the wire.</summary>
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

    /// <summary>Collects a context.</summary>
    public sealed class EvaluationContextBuilder
    {
        private const string TargetingKeyName = "targetingKey";
        private readonly Dictionary<string, object?> attributes = [];
        private string? targetingKey;

        /// <summary>Says who it is for.</summary>
        public EvaluationContextBuilder SetTargetingKey(string key)
        {
            targetingKey = key;
            return this;
        }

        /// <summary>Says more; a later value replaces an earlier one.</summary>
        public EvaluationContextBuilder Set(string key, object? value)
        {
            if (key == TargetingKeyName)
            {
                return value is string text ? SetTargetingKey(text) : this;
            }

            attributes[key] = JsonLogicLiteral.Normalise(value);
            return this;
        }

        /// <summary>The context.</summary>
        public EvaluationContext Build() => new(targetingKey, attributes.ToFrozenDictionary());
    }
}
