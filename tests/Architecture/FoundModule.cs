using System.Reflection;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AstronomyShop.Tests.Architecture;

/// <summary>A module, as found in its assembly.</summary>
internal sealed class FoundModule(Assembly assembly)
{
    private const string Prefix = "AstronomyShop.Modules.";

    private readonly Lazy<ModuleDescriptor> descriptor = new(() => DescriptorOf(assembly));

    public const string FilePattern = Prefix + "*.dll";

    public Assembly Assembly => assembly;

    /// <summary>The last part of the assembly's name: <c>Cart</c>.</summary>
    public string Name { get; } = assembly.GetName().Name![Prefix.Length..];

    public ModuleDescriptor Descriptor => descriptor.Value;

    public string Namespace => Prefix + Name;

    /// <summary>All types written by hand, without those that the compiler and the migration tool generate.</summary>
    public IEnumerable<Type> WrittenTypes => assembly.GetTypes().Where(type => type.Namespace is not null && !IsGenerated(type));

    private static bool IsGenerated(Type type) => type.FullName!.Contains('<') || IsMigration(type);

    private static bool IsMigration(Type type) =>
        $"{type.Namespace}.".Contains(".Migrations.", StringComparison.Ordinal)
        && (type.IsSubclassOf(typeof(Migration)) || type.IsSubclassOf(typeof(ModelSnapshot)));

    private static ModuleDescriptor DescriptorOf(Assembly assembly) =>
        ((IModule)Activator.CreateInstance(assembly.GetExportedTypes().Single(type => type.IsAssignableTo(typeof(IModule))))!).Descriptor;
}
