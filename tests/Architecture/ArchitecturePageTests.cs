using static AstronomyShop.Tests.Architecture.ModuleSet;

namespace AstronomyShop.Tests.Architecture;

/// <summary>The diagram of calls is generated from the code and stays up to date.</summary>
public sealed class ArchitecturePageTests
{
    private static readonly GeneratedPage Page = new("architecture.md", "the descriptors of the modules");
    private static readonly GeneratedPage KernelSection = new("architecture.md", "the projects of the shared kernel");

    [Fact]
    public void The_architecture_page_shows_the_modules_as_they_are() => Page.MustContain(new ArchitecturePage(Shop).Generate());

    [Fact]
    public void The_architecture_page_shows_the_projects_of_the_kernel_as_they_are() => KernelSection.MustContain(ArchitecturePage.GenerateKernel(KernelProject.All));

    [Fact]
    public void The_architecture_page_is_out_of_date_when_the_modules_change()
    {
        var ours = new ArchitecturePage(Shop).Generate();
        var ofOthers = Page.ReplaceSection(Page.Text, new ArchitecturePage(Violators).Generate());

        ofOthers.Should().Contain("Victim -- HTTP --> Victim").And.Contain("Victim -. OrderPlaced .-> Victim");
        Page.ReplaceSection(ofOthers, ours).Should().Be(Page.ReplaceSection(Page.Text, ours)).And.NotBe(ofOthers);
    }
}
