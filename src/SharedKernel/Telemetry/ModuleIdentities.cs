using System.Collections.Frozen;
using System.Diagnostics;
using AstronomyShop.Contracts.Otlp;
using AstronomyShop.SharedKernel.Modules;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>
/// Says whose a span, a measurement or a log line is, and as what resource that module appears. So one process looks like as many
/// services as it runs modules.
/// </summary>
internal sealed class ModuleIdentities
{
    private const string LogPrefix = "AstronomyShop.Modules.";

    private readonly Dictionary<string, Resource> byName = [];
    private readonly Resource? processOwn;
    private FrozenDictionary<ActivitySource, Resource> bySource = FrozenDictionary<ActivitySource, Resource>.Empty;

    public ModuleIdentities(IReadOnlyList<ModuleFace> running, OtelSettings settings)
    {
        // The observatory does not look at itself: it would see nothing else.
        var seen = running.Where(face => !face.IsObservatory).ToList();
        var instance = Guid.NewGuid().ToString();
        foreach (var face in seen)
        {
            byName[ModuleTelemetry.SourceName(face)] = ModuleResource.Of(face, NameOf(face, settings.ServiceName, seen.Count), instance, settings);
        }

        Speaker = (seen.Find(face => face.IsEdge) ?? seen.FirstOrDefault()) is { } door ? ModuleTelemetry.SourceName(door) : null;
        processOwn = Speaker is null ? null : byName[Speaker];
    }

    /// <summary>The names of the sources and meters of all modules that are seen.</summary>
    public string[] Sources => [.. byName.Keys];

    /// <summary>The source of the module that speaks for the process where no module does; null when none is seen.</summary>
    public string? Speaker { get; }

    /// <summary>From here on spans of these modules have an owner; those of another shop in the same process have none.</summary>
    public void Bind(IEnumerable<ModuleTelemetry> modules) =>
        bySource = modules.Where(module => byName.ContainsKey(module.Source.Name))
            .ToFrozenDictionary(module => module.Source, module => byName[module.Source.Name]);

    /// <summary>The module's own spans are its own; a library's belong to the module in whose span they ran. Null when nobody's.</summary>
    public Resource? OwnerOf(Activity? span)
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

    public Resource? OwnerOfMeter(string name) => byName.GetValueOrDefault(name);

    /// <summary>A module's category names it; any other line belongs to the module that was at work, else to the door of the process.</summary>
    public Resource? OwnerOfLog(string category, Activity? during) =>
        category.StartsWith(LogPrefix, StringComparison.Ordinal)
            ? byName.GetValueOrDefault($"AstronomyShop.{ModuleIn(category)}")
            : OwnerOf(during) ?? processOwn;

    // AstronomyShop.Modules.Cart.CartStore is Cart's, as AstronomyShop.Modules.Cart is.
    private static ReadOnlySpan<char> ModuleIn(string category)
    {
        var rest = category.AsSpan(LogPrefix.Length);
        var end = rest.IndexOf('.');
        return end < 0 ? rest : rest[..end];
    }

    // One name cannot stand for many services: with several modules it goes before each one's own.
    private static string NameOf(ModuleFace face, string? given, int count) =>
        string.IsNullOrEmpty(given) ? face.ServiceName
        : count == 1 ? given
        : $"{given}-{face.ServiceName}";
}
