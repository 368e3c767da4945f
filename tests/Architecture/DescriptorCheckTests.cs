using static AstronomyShop.Tests.Architecture.ModuleSet;

namespace AstronomyShop.Tests.Architecture;

/// <summary>Every edge in the code is declared by a descriptor, and every declared edge exists.</summary>
public sealed class DescriptorCheckTests
{
    [Theory, ClassData(typeof(ModuleNames))]
    public void A_descriptor_declares_what_the_code_does(string module) => DescriptorCheck.Differences(Shop[module]).Should().BeEmpty();

    [Fact]
    public void Every_difference_between_descriptor_and_code_is_reported() =>
        DescriptorCheck.Differences(Nosy).Should().BeEquivalentTo(
            "the descriptor declares that it serves CurrencyService, the code does not",
            "the descriptor declares that it calls CartService, the code does not",
            "the descriptor declares that it forwards to Nowhere, the code does not",
            "the descriptor declares that it consumes OrderResult, the code does not",
            "the descriptor declares that it publishes, the code does not",
            "the code serves QuoteService, the descriptor does not declare it",
            "the code calls AdService, the descriptor does not declare it",
            "the code forwards to Edge, the descriptor does not declare it",
            "the code calls the public port, the descriptor does not declare it",
            "the code has an audit source, the descriptor does not declare it",
            "the code reads audit sources, the descriptor does not declare it",
            "the code consumes OrderPlaced, the descriptor does not declare it");

    [Fact]
    public void A_correct_descriptor_passes() => DescriptorCheck.Differences(Victim).Should().BeEmpty();
}
