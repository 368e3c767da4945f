using System.Reflection;
using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Tests.Testing;

/// <summary>The names of telemetry that an assembly declares.</summary>
public static class DeclaredTelemetry
{
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>The assemblies of the shared kernel in the output folder of this test.</summary>
    public static IReadOnlyList<Assembly> KernelAssemblies { get; } =
    [
        .. Directory.EnumerateFiles(AppContext.BaseDirectory, "AstronomyShop.SharedKernel.*.dll").Order(StringComparer.Ordinal).Select(Assembly.LoadFrom),
    ];

    /// <summary>The names that the shared kernel declares; they belong to every module.</summary>
    public static IReadOnlyList<TelemetryDefinition> InKernel() => [.. KernelAssemblies.SelectMany(In)];

    public static IReadOnlyList<TelemetryDefinition> In(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return
        [
            .. TypesIn(assembly).SelectMany(type => type.GetFields(Static))
                .Where(field => field.FieldType == typeof(TelemetryDefinition))
                .Select(field => (TelemetryDefinition)field.GetValue(null)!),
        ];
    }

    /// <summary>The types of an assembly, in an order that depends on neither the compiler nor the file system.</summary>
    public static IEnumerable<Type> TypesIn(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return assembly.GetTypes().OrderBy(type => type.FullName, StringComparer.Ordinal);
    }
}
