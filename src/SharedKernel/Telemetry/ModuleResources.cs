using System.Collections.Frozen;
using System.Diagnostics;
using AstronomyShop.Contracts.Otlp;
using AstronomyShop.SharedKernel.Modules;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>
/// Says whose a span, a measurement or a log line is, and as what resource that module appears. So one process looks like as many
/// services as it runs modules.
/// </summary>
internal sealed class ModuleResources
{
    private const string LogPrefix = "AstronomyShop.Modules.";

    private readonly Dictionary<string, Resource> byName = [];
    private readonly Resource? processResource;
    private FrozenDictionary<ActivitySource, Resource> bySource = FrozenDictionary<ActivitySource, Resource>.Empty;

    public ModuleResources(IReadOnlyList<ModuleDescriptor> running, OtelSettings settings)
    {
        // The observatory does not look at itself: it would see nothing else.
        var seen = running.Where(descriptor => !descriptor.IsObservatory).ToList();
        var instance = Guid.NewGuid().ToString();
        foreach (var descriptor in seen)
        {
            byName[ModuleTelemetry.SourceName(descriptor)] = ModuleResource.Of(descriptor, NameOf(descriptor, settings.ServiceName, seen.Count), instance, settings);
        }

        ProcessModule = (seen.Find(descriptor => descriptor.IsEdge) ?? seen.FirstOrDefault()) is { } edge ? ModuleTelemetry.SourceName(edge) : null;
        processResource = ProcessModule is null ? null : byName[ProcessModule];
    }

    /// <summary>The names of the sources and meters of all modules that are seen.</summary>
    public string[] Sources => [.. byName.Keys];

    /// <summary>The source of the module that speaks for the process where no module does; null when none is seen.</summary>
    public string? ProcessModule { get; }

    /// <summary>From here on spans of these modules have an owner; those of another shop in the same process have none.</summary>
    public void Bind(IEnumerable<ModuleTelemetry> modules) =>
        bySource = modules.Where(module => byName.ContainsKey(module.Source.Name))
            .ToFrozenDictionary(module => module.Source, module => byName[module.Source.Name]);

    /// <summary>The module's own spans are its own; a library's belong to the module in whose span they ran. Null when nobody's.</summary>
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

    /// <summary>A module's category names it; any other line belongs to the module that was at work, else to the door of the process.</summary>
    public Resource? ResourceOfLog(string category, Activity? during) =>
        category.StartsWith(LogPrefix, StringComparison.Ordinal)
            ? byName.GetValueOrDefault($"AstronomyShop.{ModuleIn(category)}")
            : ResourceOf(during) ?? processResource;

    // AstronomyShop.Modules.Cart.CartStore is Cart's, as AstronomyShop.Modules.Cart is.
    private static ReadOnlySpan<char> ModuleIn(string category)
    {
        var rest = category.AsSpan(LogPrefix.Length);
        var end = rest.IndexOf('.');
        return end < 0 ? rest : rest[..end];
    }

    // One name cannot stand for many services: with several modules it goes before each one's own.
    private static string NameOf(ModuleDescriptor descriptor, string? given, int count) =>
        string.IsNullOrEmpty(given) ? descriptor.ServiceName
        : count == 1 ? given
        : $"{given}-{descriptor.ServiceName}";
}
