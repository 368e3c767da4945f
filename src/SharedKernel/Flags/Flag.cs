using System.Text.Json;
using AstronomyShop.SharedKernel.Flags.Targeting;

namespace AstronomyShop.SharedKernel.Flags;

/// <summary>One flag of a document, ready to be evaluated.</summary>
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

    /// <summary>Its name: <c>cartFailure</c>.</summary>
    public string Key { get; }

    /// <summary>False: everybody gets their own default.</summary>
    public bool IsEnabled { get; }

    /// <summary>The values it can have, by name.</summary>
    public IReadOnlyDictionary<string, FlagVariant> Variants { get; }

    /// <summary>What everybody gets whom the targeting does not choose for; null: their own default.</summary>
    public FlagVariant? DefaultVariant { get; }

    /// <summary>The flag as it stands in the document.</summary>
    public JsonElement Json { get; }

    /// <summary>Whether a rule decides.</summary>
    public bool HasTargeting => targeting is not null || TargetingProblem is not null;

    /// <summary>What is wrong with the rule, if it is none.</summary>
    public string? TargetingProblem { get; }

    /// <summary>Chooses a variant.</summary>
    /// <param name="context">For whom.</param>
    /// <param name="clock">Rules may look at the time.</param>
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
        : FlagResolution.Failed(ErrorType.General, $"the targeting of '{Key}' chose a variant that it does not have");

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
