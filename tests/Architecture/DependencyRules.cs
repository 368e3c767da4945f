using System.Reflection;
using ArchUnitNET.Fluent;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace AstronomyShop.Tests.Architecture;

/// <summary>Rules that are about what types depend on.</summary>
internal static class DependencyRules
{
    public const string AnyModule = @"^AstronomyShop\.Modules\.";

    public const string AnyShopAssembly = @"^AstronomyShop\.";

    // What tells a module where it runs, who asks, or how to get round the seam. None of it is the same in both shapes.
    private const string HostingEnvironment =
        @"^(Microsoft\.AspNetCore\.Http\.(I)?HttpContextAccessor$"
        + @"|Microsoft\.AspNetCore\.Hosting\.Server\."
        + @"|System\.Transactions\."
        + @"|System\.Threading\.AsyncLocal`1$"
        + @"|Grpc\.Net\.Client\."
        + @"|AstronomyShop\.SharedKernel\.Hosting\.Shop(Endpoints|Settings)$"
        + @"|AstronomyShop\.SharedKernel\.Modularity\.(RunningShop|RunningModule|ShopTopology)$)";

    /// <param name="assembly">Whose types are looked at.</param>
    /// <param name="others">Which assemblies they must not know, by full name; their own they may.</param>
    public static IArchRule DoesNotDependOn(Assembly assembly, string others) =>
        Types().That().ResideInAssembly(assembly)
            .Should().NotDependOnAny(Types(includeReferenced: true).That().ResideInAssemblyMatching(others).And().DoNotResideInAssembly(assembly))
            .Because("modules meet only in contracts, and what is below knows nothing of what is above");

    public static IArchRule DoesNotDependOnHostingEnvironment(FoundModule module) =>
        Types().That().ResideInAssembly(module.Assembly)
            .Should().NotDependOnAny(Types(includeReferenced: true).That().HaveFullNameMatching(HostingEnvironment))
            .Because("a module cannot know in which shape it runs");

    public static IArchRule IsSealed(FoundModule module) =>
        Classes().That().ResideInAssembly(module.Assembly).And().Are(module.WrittenTypes)
            .Should().BeSealed()
            .Because("nothing in a module is made to be derived from");

    /// <summary>The types that break a rule, by name.</summary>
    public static IEnumerable<string> ViolatingTypes(this IArchRule rule, ModuleSet modules) =>
        rule.Evaluate(modules.Architecture).Where(result => !result.Passed).Select(result => ((ArchUnitNET.Domain.IType)result.EvaluatedObject).Name);
}
