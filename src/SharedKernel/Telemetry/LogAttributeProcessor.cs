using System.Collections.Frozen;
using AstronomyShop.SharedKernel.Modularity;
using OpenTelemetry;
using OpenTelemetry.Logs;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>Gives the attributes of log records the names that spans have, and replaces an exception by its type and stack trace.</summary>
internal sealed class LogAttributeProcessor(ModuleDescriptor descriptor) : BaseProcessor<LogRecord>
{
    private const string Template = "{OriginalFormat}";

    // What a log record and a span have in common has the same attribute name, so that one search finds both. A key is spelled as in the
    // message template or, where the template does not have it, as the parameter.
    // The module adds the names of its business.
    private static readonly KeyValuePair<string, string>[] OfAllModules =
    [
        new("Flag", TelemetryAttributes.FeatureFlagKey),
        new("flagProvider", TelemetryAttributes.FeatureFlagProviderName),
        new("Variant", TelemetryAttributes.FeatureFlagResultVariant),
        new("ErrorType", TelemetryAttributes.ErrorType),
        new("UserId", TelemetryAttributes.UserId),
        new("Method", TelemetryAttributes.HttpRequestMethod),
        new("Path", TelemetryAttributes.UrlPath),
        new("StatusCode", TelemetryAttributes.HttpResponseStatusCode),
        new("serverAddress", TelemetryAttributes.ServerAddress),
        new("ServerAddress", TelemetryAttributes.ServerAddress),
        new("ServerPort", "server.port"),
    ];

    private readonly FrozenDictionary<string, string> asOnSpans = OfAllModules.Concat(descriptor.LogAttributes).ToFrozenDictionary();

    public override void OnEnd(LogRecord data)
    {
        var given = data.Attributes ?? [];
        var attributes = new List<KeyValuePair<string, object?>>(given.Count);

        // By position, because an enumerator would be an object for every log record.
        for (var position = 0; position < given.Count; position++)
        {
            var (key, value) = given[position];
            if (key != Template && value is not null)
            {
                attributes.Add(new(asOnSpans.GetValueOrDefault(key, key), value));
            }
        }

        // The message of an exception may contain what a customer typed.
        if (data.Exception is { } exception)
        {
            attributes.Add(new("exception.type", exception.GetType().FullName));
            attributes.Add(new("exception.stacktrace", exception.StackTrace ?? ""));
            data.Exception = null;
        }

        data.Attributes = attributes;
    }
}
