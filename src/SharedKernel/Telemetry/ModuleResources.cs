using System.Collections.Frozen;
using System.Diagnostics;
using AstronomyShop.Contracts.Otlp;
using AstronomyShop.SharedKernel.Modularity;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>
/// Assigns spans, metrics and log records to the module they belong to, and to its resource. So one process appears as one service per module.
/// </summary>
internal sealed class ModuleResources
{
    private const string LogPrefix = "AstronomyShop.Modules.";

    private readonly Dictionary<string, Resource> byName = [];
    private readonly Resource? processResource;
    private FrozenDictionary<ActivitySource, Resource> bySource = FrozenDictionary<ActivitySource, Resource>.Empty;

    public ModuleResources(IReadOnlyList<ModuleDescriptor> running, OtelSettings settings)
    {
        // A module that receives telemetry does not record itself: its telemetry would outweigh all other.
        var seen = running.Where(descriptor => descriptor.IsRecorded).ToList();
        var instance = Guid.NewGuid().ToString();
        foreach (var descriptor in seen)
        {
            byName[ModuleTelemetry.SourceName(descriptor)] = ModuleResource.Of(descriptor, NameOf(descriptor, settings.ServiceName, seen.Count), instance, settings);
        }

        ProcessModule = (seen.Find(descriptor => descriptor.IsPublic) ?? seen.FirstOrDefault()) is { } edge ? ModuleTelemetry.SourceName(edge) : null;
        processResource = ProcessModule is null ? null : byName[ProcessModule];
    }

    /// <summary>The names of the activity sources and meters of all recorded modules.</summary>
    public string[] Sources => [.. byName.Keys];

    /// <summary>The source of the module that represents the process; null when no module is recorded.</summary>
    public string? ProcessModule { get; }

    /// <summary>Registers the activity sources of this shop's modules; spans of another shop in the same process are ignored.</summary>
    public void Bind(IEnumerable<ModuleTelemetry> modules) =>
        bySource = modules.Where(module => byName.ContainsKey(module.Source.Name))
            .ToFrozenDictionary(module => module.Source, module => byName[module.Source.Name]);

    /// <summary>
    /// A span of a module belongs to it; a span of a library belongs to the module of its parent span. Null when there is none.
    /// </summary>
    public Resource? ResourceOf(Activity? span)
    {
        for (; span is not null; span = span.Parent)
        {
            if (bySource.TryGetValue(span.Source, out var owner))
            {
                return owner;
            }
        }

        return null;
    }

    public Resource? ResourceOfMeter(string name) => byName.GetValueOrDefault(name);

    /// <summary>
    /// A record with a module's category belongs to that module; any other to the module of the current span, otherwise to the process module.
    /// </summary>
    public Resource? ResourceOfLog(string category, Activity? during) =>
        category.StartsWith(LogPrefix, StringComparison.Ordinal)
            ? byName.GetValueOrDefault($"AstronomyShop.{ModuleIn(category)}")
            : ResourceOf(during) ?? processResource;

    // The category AstronomyShop.Modules.Cart.CartStore belongs to Cart, as does AstronomyShop.Modules.Cart.
    private static ReadOnlySpan<char> ModuleIn(string category)
    {
        var rest = category.AsSpan(LogPrefix.Length);
        var end = rest.IndexOf('.');
        return end < 0 ? rest : rest[..end];
    }

    // One configured name cannot be used for several services: with several modules it becomes a prefix of each service name.
    private static string NameOf(ModuleDescriptor descriptor, string? given, int count) =>
        string.IsNullOrEmpty(given) ? descriptor.ServiceName
        : count == 1 ? given
        : $"{given}-{descriptor.ServiceName}";
}
