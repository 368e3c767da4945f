using static AstronomyShop.Tests.Architecture.ModuleSet;

namespace AstronomyShop.Tests.Architecture;

/// <summary>An edge that no face declares does not exist, and every edge that a face declares does.</summary>
public sealed class DescriptorCheckTests
{
    [Theory, ClassData(typeof(ModuleNames))]
    public void A_descriptor_declares_what_the_code_does(string module) => DescriptorCheck.Differences(Shop[module]).Should().BeEmpty();

    [Fact]
    public void Every_difference_between_descriptor_and_code_is_reported() =>
        DescriptorCheck.Differences(Nosy).Should().BeEquivalentTo(
            "the face says that it serves CurrencyService, the code does not",
            "the face says that it calls CartService, the code does not",
            "the face says that it forwards to Nowhere, the code does not",
            "the face says that it consumes OrderResult, the code does not",
            "the face says that it publishes, the code does not",
            "the code serves QuoteService, the face does not say so",
            "the code calls AdService, the face does not say so",
            "the code forwards to Edge, the face does not say so",
            "the code asks the door, the face does not say so",
            "the code consumes OrderPlaced, the face does not say so");

    [Fact]
    public void A_correct_descriptor_passes() => DescriptorCheck.Differences(Victim).Should().BeEmpty();
}
