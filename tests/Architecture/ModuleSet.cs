using System.Reflection;
using AstronomyShop.Contracts;
using AstronomyShop.Tests.Testing;
using ArchUnitNET.Loader;

namespace AstronomyShop.Tests.Architecture;

/// <summary>Modules that are discovered from the assemblies in a folder, so that a new module is always included.</summary>
internal sealed class ModuleSet
{
    private readonly Lazy<ArchUnitNET.Domain.Architecture> architecture;

    private ModuleSet(string assemblies, string sources)
    {
        Sources = sources;
        All =
        [
            .. Directory.EnumerateFiles(assemblies, FoundModule.FilePattern)
                .Order(StringComparer.Ordinal)
                .Select(path => new FoundModule(Assembly.LoadFrom(path))),
        ];
        architecture = new(() =>
            new ArchLoader().LoadAssemblies([.. All.Select(module => module.Assembly), .. KernelAssemblies, ContractsAssembly]).Build());
    }

    public static IReadOnlyList<Assembly> KernelAssemblies => DeclaredTelemetry.KernelAssemblies;

    public static Assembly ContractsAssembly { get; } = typeof(Empty).Assembly;

    /// <summary>The modules of the shop.</summary>
    public static ModuleSet Shop { get; } = new(AppContext.BaseDirectory, Repository.PathTo("src", "Modules"));

    /// <summary>One module that breaks every rule, and one that breaks none.</summary>
    public static ModuleSet Violators { get; } =
        new(Path.Combine(AppContext.BaseDirectory, "violations"), Repository.PathTo("tests", "Architecture", "Violations"));

    public static FoundModule Nosy => Violators["Nosy"];

    public static FoundModule Victim => Violators["Victim"];

    public IReadOnlyList<FoundModule> All { get; }

    /// <summary>The folder that contains one folder per module.</summary>
    public string Sources { get; }

    public ArchUnitNET.Domain.Architecture Architecture => architecture.Value;

    public FoundModule this[string name] => All.Single(module => module.Name == name);
}

/// <summary>Every module of the shop, by name.</summary>
public sealed class ModuleNames : TheoryData<string>
{
    public ModuleNames() => AddRange(ModuleSet.Shop.All.Select(module => module.Name).ToArray());
}
