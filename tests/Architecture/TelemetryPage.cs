using System.Reflection;
using System.Text;
using AstronomyShop.SharedKernel.Telemetry;
using AstronomyShop.Tests.Testing;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Tests.Architecture;

/// <summary>Generates the tables of <c>docs/telemetry.md</c> for each module: the names it declares, and its log events.</summary>
internal sealed class TelemetryPage(ModuleSet modules)
{
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>The names that the modules declare, each with its service; names that the kernel declares belong to every module.</summary>
    public IEnumerable<(string Service, TelemetryDefinition Name)> Declared =>
        modules.All.SelectMany(module => DeclaredTelemetry.In(module.Assembly).Select(name => (module.Descriptor.ServiceName, name)))
            .Concat(DeclaredTelemetry.InKernel().Select(name => ("every module", name)));

    public string Generate()
    {
        var text = new StringBuilder();
        AddNames(text, "every module", DeclaredTelemetry.InKernel());
        foreach (var module in modules.All)
        {
            var (names, events) = (DeclaredTelemetry.In(module.Assembly), LogEventsIn(module.Assembly));
            if (names.Count > 0 || events.Count > 0)
            {
                AddNames(text, module.Descriptor.ServiceName, names);
                AddEvents(text, events);
            }
        }

        return text.ToString();
    }

    private static void AddNames(StringBuilder text, string service, IReadOnlyList<TelemetryDefinition> names)
    {
        text.Append($"### {service}\n\n");
        if (names.Count == 0)
        {
            return;
        }

        text.Append("| name | what | type, unit | meaning |\n|---|---|---|---|\n");
        foreach (var name in names)
        {
            text.Append($"| `{name.Name}` | {name.Kind} | {Code(name.Type)} | {name.Description} |\n");
        }

        text.Append('\n');
    }

    private static void AddEvents(StringBuilder text, List<LoggerMessageAttribute> events)
    {
        if (events.Count == 0)
        {
            return;
        }

        text.Append("| log event | severity | body |\n|---|---|---|\n");
        events.ForEach(line => text.Append($"| `{line.EventName}` | {line.Level} | {line.Message} |\n"));
        text.Append('\n');
    }

    private static string Code(string text) => text.Length == 0 ? "–" : $"`{text}`";

    private static List<LoggerMessageAttribute> LogEventsIn(Assembly assembly) =>
    [
        .. DeclaredTelemetry.TypesIn(assembly).SelectMany(type => type.GetMethods(Static))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>(),
    ];
}
