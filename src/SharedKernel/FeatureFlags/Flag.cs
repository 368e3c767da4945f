using System.Text.Json;
using AstronomyShop.SharedKernel.FeatureFlags.Targeting;

namespace AstronomyShop.SharedKernel.FeatureFlags;

/// <summary>One flag of a document, ready for evaluation.</summary>
public sealed class Flag
{
    private readonly Rule? targeting;
    private readonly FlagResolution byDefault;

    internal Flag(string key, bool enabled, IReadOnlyDictionary<string, FlagVariant> variants, FlagVariant? defaultVariant, JsonElement json)
    {
        (Key, IsEnabled, Variants, DefaultVariant, Json) = (key, enabled, variants, defaultVariant, json);
        byDefault = !enabled ? new FlagResolution(null, Reason.Disabled)
            : new FlagResolution(defaultVariant, defaultVariant is null ? Reason.Default : Reason.Static);
    }

    internal Flag(
        string key, bool enabled, IReadOnlyDictionary<string, FlagVariant> variants, FlagVariant? defaultVariant, JsonElement json, Rule targeting)
        : this(key, enabled, variants, defaultVariant, json)
    {
        this.targeting = targeting;
        byDefault = byDefault with { Reason = enabled ? Reason.Default : Reason.Disabled };
    }

    internal Flag(
        string key, bool enabled, IReadOnlyDictionary<string, FlagVariant> variants, FlagVariant? defaultVariant, JsonElement json, string problem)
        : this(key, enabled, variants, defaultVariant, json)
    {
        TargetingProblem = problem;
        byDefault = enabled ? FlagResolution.Failed(ErrorType.ParseError, $"the targeting of '{key}' {problem}") : byDefault;
    }

    /// <summary>The key of the flag: <c>cartFailure</c>.</summary>
    public string Key { get; }

    /// <summary>When false, every evaluation returns the caller's default.</summary>
    public bool IsEnabled { get; }

    /// <summary>The variants, by name, in the order of the document.</summary>
    public IReadOnlyDictionary<string, FlagVariant> Variants { get; }

    /// <summary>The variant when targeting selects none; null: the caller's default applies.</summary>
    public FlagVariant? DefaultVariant { get; }

    /// <summary>The flag as written in the document.</summary>
    public JsonElement Json { get; }

    /// <summary>Whether the flag has a targeting rule.</summary>
    public bool HasTargeting => targeting is not null || TargetingProblem is not null;

    /// <summary>Why the targeting rule is invalid; null when it is valid.</summary>
    public string? TargetingProblem { get; }

    /// <summary>Evaluates the flag.</summary>
    /// <param name="context">The evaluation context.</param>
    /// <param name="clock">The clock that rules can read.</param>
    public FlagResolution Evaluate(EvaluationContext context, TimeProvider clock)
    {
        if (targeting is null || !IsEnabled)
        {
            return byDefault;
        }

        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(clock);
        try
        {
            return targeting(DataFor(context, clock)) is { } chosen ? Choose(JsonLogicCoercion.Text(chosen)) : byDefault;
        }
        catch (RuleException exception)
        {
            return FlagResolution.Failed(ErrorType.General, $"the targeting of '{Key}' {exception.Message}");
        }
    }

    private FlagResolution Choose(string variant) =>
        Variants.TryGetValue(variant, out var chosen) ? new FlagResolution(chosen, Reason.TargetingMatch)
        : FlagResolution.Failed(ErrorType.General, $"the targeting of '{Key}' returned a variant that does not exist");

    private Dictionary<string, object?> DataFor(EvaluationContext context, TimeProvider clock)
    {
        var data = new Dictionary<string, object?>(context.Attributes)
        {
            ["$flagd"] = new Dictionary<string, object?> { ["flagKey"] = Key, ["timestamp"] = (double)clock.GetUtcNow().ToUnixTimeSeconds() },
        };
        if (context.TargetingKey is { } key)
        {
            data["targetingKey"] = key;
        }

        return data;
    }
}
