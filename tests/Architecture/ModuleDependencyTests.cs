using ArchUnitNET.xUnitV3;
using static AstronomyShop.Tests.Architecture.ModuleSet;

namespace AstronomyShop.Tests.Architecture;

/// <summary>Modules depend only on contracts, and the layers below do not depend on modules.</summary>
public sealed class ModuleDependencyTests
{
    [Theory, ClassData(typeof(ModuleNames))]
    public void A_module_does_not_depend_on_another_module(string module) =>
        DependencyRules.DoesNotDependOn(Shop[module].Assembly, DependencyRules.AnyModule).Check(Shop.Architecture);

    [Fact]
    public void Every_kind_of_dependency_on_another_module_is_reported() =>
        DependencyRules.DoesNotDependOn(Nosy.Assembly, DependencyRules.AnyModule).ViolatingTypes(Violators)
            .Should().BeEquivalentTo("SpyByParameter", "SpyByNew", "SpyByTypeOf", "SpyByListOf", "SpyInLambda", "SpyInAsync");

    [Theory, ClassData(typeof(ModuleNames))]
    public void A_module_does_not_depend_on_its_hosting_environment(string module) => DependencyRules.DoesNotDependOnHostingEnvironment(Shop[module]).Check(Shop.Architecture);

    [Fact]
    public void Every_kind_of_dependency_on_the_hosting_environment_is_reported() =>
        DependencyRules.DoesNotDependOnHostingEnvironment(Nosy).ViolatingTypes(Violators).Should().BeEquivalentTo(
            "LeansOnTheRequest", "LeansOnTheTransaction", "LeansOnTheFlow", "LeansOnTheServer", "LeansOnThePorts", "CallsByItself");

    [Fact]
    public void The_shared_kernel_does_not_depend_on_a_module()
    {
        foreach (var assembly in KernelAssemblies)
        {
            DependencyRules.DoesNotDependOn(assembly, DependencyRules.AnyModule).Check(Shop.Architecture);
        }
    }

    [Fact]
    public void The_contracts_do_not_depend_on_other_projects_of_the_shop() => DependencyRules.DoesNotDependOn(ContractsAssembly, DependencyRules.AnyShopAssembly).Check(Shop.Architecture);

    [Fact]
    public void A_dependency_of_the_contracts_on_the_shared_kernel_is_reported() =>
        DependencyRules.DoesNotDependOn(Victim.Assembly, DependencyRules.AnyShopAssembly).ViolatingTypes(Violators).Should().BeEquivalentTo("VictimModule", "VictimApi");

    [Fact]
    public void A_module_without_forbidden_dependencies_passes()
    {
        DependencyRules.DoesNotDependOn(Victim.Assembly, DependencyRules.AnyModule).Check(Violators.Architecture);
        DependencyRules.DoesNotDependOnHostingEnvironment(Victim).Check(Violators.Architecture);
    }
}
