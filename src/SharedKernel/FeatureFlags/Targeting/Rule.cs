namespace AstronomyShop.SharedKernel.FeatureFlags.Targeting;

/// <summary>A compiled rule: computes a result from the evaluation data.</summary>
internal delegate object? Rule(object? data);

/// <summary>A rule is invalid, or its evaluation failed.</summary>
internal sealed class RuleException(string problem) : Exception(problem);
