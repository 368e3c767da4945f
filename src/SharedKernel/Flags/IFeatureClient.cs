using System.Text.Json;

namespace AstronomyShop.SharedKernel.Flags;

/// <summary>
/// Reads flags. Shaped as OpenFeature's client, so that its SDK can take this one's place. No evaluation ever fails or goes over the
/// network: when anything is wrong, the caller's default holds.
/// </summary>
public interface IFeatureClient
{
    /// <summary>A flag that is on or off.</summary>
    Task<bool> GetBooleanValueAsync(string flagKey, bool defaultValue, EvaluationContext? context = null);

    /// <summary>A flag that is on or off, and why.</summary>
    Task<FlagEvaluationDetails<bool>> GetBooleanDetailsAsync(string flagKey, bool defaultValue, EvaluationContext? context = null);

    /// <summary>A word.</summary>
    Task<string> GetStringValueAsync(string flagKey, string defaultValue, EvaluationContext? context = null);

    /// <summary>A word, and why.</summary>
    Task<FlagEvaluationDetails<string>> GetStringDetailsAsync(string flagKey, string defaultValue, EvaluationContext? context = null);

    /// <summary>A whole number; decimals are cut off, as flagd does.</summary>
    Task<int> GetIntegerValueAsync(string flagKey, int defaultValue, EvaluationContext? context = null);

    /// <summary>A whole number, and why.</summary>
    Task<FlagEvaluationDetails<int>> GetIntegerDetailsAsync(string flagKey, int defaultValue, EvaluationContext? context = null);

    /// <summary>A number.</summary>
    Task<double> GetDoubleValueAsync(string flagKey, double defaultValue, EvaluationContext? context = null);

    /// <summary>A number, and why.</summary>
    Task<FlagEvaluationDetails<double>> GetDoubleDetailsAsync(string flagKey, double defaultValue, EvaluationContext? context = null);

    /// <summary>An object or a list.</summary>
    Task<JsonElement> GetObjectValueAsync(string flagKey, JsonElement defaultValue, EvaluationContext? context = null);

    /// <summary>An object or a list, and why.</summary>
    Task<FlagEvaluationDetails<JsonElement>> GetObjectDetailsAsync(string flagKey, JsonElement defaultValue, EvaluationContext? context = null);
}
