using System.Text.Json;

namespace AstronomyShop.SharedKernel.FeatureFlags;

/// <summary>
/// Evaluates flags. It has the shape of OpenFeature's client, so that OpenFeature's SDK can replace it. No evaluation throws or uses the
/// network: on any error the caller's default is returned.
/// </summary>
public interface IFeatureClient
{
    /// <summary>Evaluates a boolean flag.</summary>
    Task<bool> GetBooleanValueAsync(string flagKey, bool defaultValue, EvaluationContext? context = null);

    /// <summary>Evaluates a boolean flag and returns the details.</summary>
    Task<FlagEvaluationDetails<bool>> GetBooleanDetailsAsync(string flagKey, bool defaultValue, EvaluationContext? context = null);

    /// <summary>Evaluates a string flag.</summary>
    Task<string> GetStringValueAsync(string flagKey, string defaultValue, EvaluationContext? context = null);

    /// <summary>Evaluates a string flag and returns the details.</summary>
    Task<FlagEvaluationDetails<string>> GetStringDetailsAsync(string flagKey, string defaultValue, EvaluationContext? context = null);

    /// <summary>Evaluates an integer flag; decimals are truncated, as in flagd.</summary>
    Task<int> GetIntegerValueAsync(string flagKey, int defaultValue, EvaluationContext? context = null);

    /// <summary>Evaluates an integer flag and returns the details.</summary>
    Task<FlagEvaluationDetails<int>> GetIntegerDetailsAsync(string flagKey, int defaultValue, EvaluationContext? context = null);

    /// <summary>Evaluates a number flag.</summary>
    Task<double> GetDoubleValueAsync(string flagKey, double defaultValue, EvaluationContext? context = null);

    /// <summary>Evaluates a number flag and returns the details.</summary>
    Task<FlagEvaluationDetails<double>> GetDoubleDetailsAsync(string flagKey, double defaultValue, EvaluationContext? context = null);

    /// <summary>Evaluates an object or list flag.</summary>
    Task<JsonElement> GetObjectValueAsync(string flagKey, JsonElement defaultValue, EvaluationContext? context = null);

    /// <summary>Evaluates an object or list flag and returns the details.</summary>
    Task<FlagEvaluationDetails<JsonElement>> GetObjectDetailsAsync(string flagKey, JsonElement defaultValue, EvaluationContext? context = null);
}
