using System.Reflection;
using ArchUnitNET.Fluent;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace AstronomyShop.Tests.Architecture;

/// <summary>Rules for the dependencies of types.</summary>
internal static class DependencyRules
{
    public const string AnyModule = @"^AstronomyShop\.Modules\.";

    public const string AnyShopAssembly = @"^AstronomyShop\.";

    // Types that show a module where it runs or who calls it, or that bypass the calls between modules. They differ between one process and several.
    private const string HostingEnvironment =
        @"^(Microsoft\.AspNetCore\.Http\.(I)?HttpContextAccessor$"
        + @"|Microsoft\.AspNetCore\.Hosting\.Server\."
        + @"|System\.Transactions\."
        + @"|System\.Threading\.AsyncLocal`1$"
        + @"|Grpc\.Net\.Client\."
        + @"|AstronomyShop\.SharedKernel\.Hosting\.Shop(Endpoints|Settings)$"
        + @"|AstronomyShop\.SharedKernel\.Modularity\.(RunningShop|RunningModule|ShopTopology)$)";

    /// <param name="assembly">The assembly whose types are checked.</param>
    /// <param name="others">A pattern for the full names of the assemblies on which the types must not depend; the checked assembly is allowed.</param>
    public static IArchRule DoesNotDependOn(Assembly assembly, string others) =>
        Types().That().ResideInAssembly(assembly)
            .Should().NotDependOnAny(Types(includeReferenced: true).That().ResideInAssemblyMatching(others).And().DoNotResideInAssembly(assembly))
            .Because("modules depend on each other only through contracts, and lower layers do not depend on higher ones");

    public static IArchRule DoesNotDependOnHostingEnvironment(FoundModule module) =>
        Types().That().ResideInAssembly(module.Assembly)
            .Should().NotDependOnAny(Types(includeReferenced: true).That().HaveFullNameMatching(HostingEnvironment))
            .Because("a module must work the same in one process and in several");

    public static IArchRule IsSealed(FoundModule module) =>
        Classes().That().ResideInAssembly(module.Assembly).And().Are(module.WrittenTypes)
            .Should().BeSealed()
            .Because("no class in a module is designed for inheritance");

    /// <summary>The types that break a rule, by name.</summary>
    public static IEnumerable<string> ViolatingTypes(this IArchRule rule, ModuleSet modules) =>
        rule.Evaluate(modules.Architecture).Where(result => !result.Passed).Select(result => ((ArchUnitNET.Domain.IType)result.EvaluatedObject).Name);
}
