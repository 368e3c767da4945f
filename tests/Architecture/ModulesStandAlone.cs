using ArchUnitNET.xUnitV3;
using static AstronomyShop.Tests.Architecture.ModuleSet;

namespace AstronomyShop.Tests.Architecture;

/// <summary>Modules meet only in contracts, and nothing below them knows them.</summary>
public sealed class ModulesStandAlone
{
    [Theory, ClassData(typeof(EveryModule))]
    public void A_module_knows_no_other_module(string module) =>
        Rules.KnowsNone(TheShop[module].Assembly, Rules.AnyModule).Check(TheShop.Architecture);

    [Fact]
    public void Every_way_to_know_another_module_is_seen() =>
        Rules.KnowsNone(Nosy.Assembly, Rules.AnyModule).Offenders(TheViolators)
            .Should().BeEquivalentTo("SpyByParameter", "SpyByNew", "SpyByTypeOf", "SpyByListOf", "SpyInLambda", "SpyInAsync");

    [Theory, ClassData(typeof(EveryModule))]
    public void A_module_does_not_lean_on_what_surrounds_it(string module) => Rules.LeansOnNothingAround(TheShop[module]).Check(TheShop.Architecture);

    [Fact]
    public void Every_way_to_lean_on_the_surroundings_is_seen() =>
        Rules.LeansOnNothingAround(Nosy).Offenders(TheViolators).Should().BeEquivalentTo(
            "LeansOnTheRequest", "LeansOnTheTransaction", "LeansOnTheFlow", "LeansOnTheServer", "LeansOnThePorts", "CallsByItself");

    [Fact]
    public void The_kernel_knows_no_module() => Rules.KnowsNone(KernelAssembly, Rules.AnyModule).Check(TheShop.Architecture);

    [Fact]
    public void The_contracts_know_nothing_of_ours() => Rules.KnowsNone(ContractsAssembly, Rules.AnythingOfOurs).Check(TheShop.Architecture);

    [Fact]
    public void Contracts_that_stood_on_the_kernel_would_be_seen() =>
        Rules.KnowsNone(Victim.Assembly, Rules.AnythingOfOurs).Offenders(TheViolators).Should().BeEquivalentTo("VictimModule", "VictimApi");

    [Fact]
    public void An_honest_module_passes()
    {
        Rules.KnowsNone(Victim.Assembly, Rules.AnyModule).Check(TheViolators.Architecture);
        Rules.LeansOnNothingAround(Victim).Check(TheViolators.Architecture);
    }
}
