using System.Reflection;
using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Tests.Testing;

/// <summary>The names of telemetry that an assembly declares.</summary>
public static class DeclaredTelemetry
{
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

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

    /// <summary>In an order that no compiler and no file system has a say in.</summary>
    public static IEnumerable<Type> TypesIn(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return assembly.GetTypes().OrderBy(type => type.FullName, StringComparer.Ordinal);
    }
}
