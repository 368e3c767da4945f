using System.Text.Json;
using OpenTelemetry;

namespace AstronomyShop.SharedKernel.FeatureFlags;

/// <summary>Evaluates flags for one module on the flag document of this process.</summary>
internal sealed class FeatureClient(FlagStore store, TimeProvider clock, FlagMetrics counts) : IFeatureClient
{
    private const string SessionKey = "session.id";

    private static readonly FlagResolution NotReady = FlagResolution.Failed(ErrorType.ProviderNotReady, "no flag document has been loaded yet");

    public Task<bool> GetBooleanValueAsync(string flagKey, bool defaultValue, EvaluationContext? context = null) =>
        Task.FromResult(Value(flagKey, defaultValue, context, FlagValues.AsBoolean));

    public Task<FlagEvaluationDetails<bool>> GetBooleanDetailsAsync(string flagKey, bool defaultValue, EvaluationContext? context = null) =>
        Task.FromResult(Details(flagKey, defaultValue, context, FlagValues.AsBoolean));

    public Task<string> GetStringValueAsync(string flagKey, string defaultValue, EvaluationContext? context = null) =>
        Task.FromResult(Value(flagKey, defaultValue, context, FlagValues.AsString));

    public Task<FlagEvaluationDetails<string>> GetStringDetailsAsync(string flagKey, string defaultValue, EvaluationContext? context = null) =>
        Task.FromResult(Details(flagKey, defaultValue, context, FlagValues.AsString));

    public Task<int> GetIntegerValueAsync(string flagKey, int defaultValue, EvaluationContext? context = null) =>
        Task.FromResult(Value(flagKey, defaultValue, context, FlagValues.AsInt32));

    public Task<FlagEvaluationDetails<int>> GetIntegerDetailsAsync(string flagKey, int defaultValue, EvaluationContext? context = null) =>
        Task.FromResult(Details(flagKey, defaultValue, context, FlagValues.AsInt32));

    public Task<double> GetDoubleValueAsync(string flagKey, double defaultValue, EvaluationContext? context = null) =>
        Task.FromResult(Value(flagKey, defaultValue, context, FlagValues.AsDouble));

    public Task<FlagEvaluationDetails<double>> GetDoubleDetailsAsync(string flagKey, double defaultValue, EvaluationContext? context = null) =>
        Task.FromResult(Details(flagKey, defaultValue, context, FlagValues.AsDouble));

    public Task<JsonElement> GetObjectValueAsync(string flagKey, JsonElement defaultValue, EvaluationContext? context = null) =>
        Task.FromResult(Value(flagKey, defaultValue, context, FlagValues.AsObject));

    public Task<FlagEvaluationDetails<JsonElement>> GetObjectDetailsAsync(
        string flagKey, JsonElement defaultValue, EvaluationContext? context = null) =>
        Task.FromResult(Details(flagKey, defaultValue, context, FlagValues.AsObject));

    private T Value<T>(string key, T defaultValue, EvaluationContext? context, FlagValue<T> read)
    {
        var (_, value) = Evaluate(key, defaultValue, context, read);
        return value;
    }

    private FlagEvaluationDetails<T> Details<T>(string key, T defaultValue, EvaluationContext? context, FlagValue<T> read)
    {
        var (resolution, value) = Evaluate(key, defaultValue, context, read);
        return new FlagEvaluationDetails<T>(key, value, resolution.Error, resolution.Reason, resolution.Variant?.Name, resolution.Message);
    }

    private (FlagResolution Resolution, T Value) Evaluate<T>(string key, T defaultValue, EvaluationContext? context, FlagValue<T> read)
    {
        var flag = store.Current?.Flags.GetValueOrDefault(key);
        var around = flag is { HasTargeting: true } ? WithSession(context) : context;
        var resolution = flag?.Evaluate(around ?? EvaluationContext.Empty, clock)
            ?? (store.Current is null ? NotReady : FlagResolution.Failed(ErrorType.FlagNotFound, $"flag '{key}' not found"));
        var value = defaultValue;
        if (resolution.Variant is { } variant && !read(variant, out value))
        {
            value = defaultValue;
            resolution = FlagResolution.Failed(ErrorType.TypeMismatch, $"flag '{key}' has another type");
        }

        if (resolution.Error != ErrorType.ProviderNotReady)
        {
            FlagSpans.Add(key, resolution, value, context?.TargetingKey);
            counts.Add(key, resolution);
        }

        return (resolution, value);
    }

    private static EvaluationContext WithSession(EvaluationContext? context) =>
        context is { TargetingKey: not null } ? context
        : Baggage.Current.GetBaggage(SessionKey) is { Length: > 0 } session ? (context ?? EvaluationContext.Empty).For(session)
        : context ?? EvaluationContext.Empty;
}
