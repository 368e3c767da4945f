using AstronomyShop.Contracts.Otlp;
using AstronomyShop.SharedKernel.Modularity;
using OpenTelemetry.Trace;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>The OpenTelemetry resource of a module.</summary>
internal static class ModuleResource
{
    public const string ServiceName = "service.name";
    public const string ServiceNamespace = "service.namespace";
    public const string Namespace = "opentelemetry-demo";

    public static Resource Of(ModuleDescriptor descriptor, string name, string instance, OtelSettings settings)
    {
        var attributes = new SortedDictionary<string, object>(StringComparer.Ordinal)
        {
            [ServiceNamespace] = Namespace,
            ["service.version"] = VersionOf(typeof(ModuleResource)),
            ["service.instance.id"] = instance,
            ["service.criticality"] = descriptor.Criticality,
        };
        foreach (var (key, value) in settings.ResourceAttributes)
        {
            attributes[key] = value;
        }

        attributes[ServiceName] = name;
        attributes["process.pid"] = Environment.ProcessId;
        attributes["telemetry.sdk.language"] = "dotnet";
        attributes["telemetry.sdk.name"] = "opentelemetry";
        attributes["telemetry.sdk.version"] = VersionOf(typeof(TracerProvider));
        var resource = new Resource();
        resource.Attributes.Add(attributes.Select(pair => OtlpValues.Pair(pair.Key, pair.Value)));
        return resource;
    }

    private static string VersionOf(Type type) => type.Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
}
