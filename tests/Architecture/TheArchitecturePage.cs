using static AstronomyShop.Tests.Architecture.ModuleSet;

namespace AstronomyShop.Tests.Architecture;

/// <summary>The picture of who calls whom is made from the code and cannot grow old.</summary>
public sealed class TheArchitecturePage
{
    private static readonly WrittenPage Page = new("architecture.md", "the faces of the modules");

    [Fact]
    public void Shows_the_modules_as_they_are() => Page.MustSay(new ArchitecturePage(TheShop).Text());

    [Fact]
    public void Is_out_of_date_when_the_modules_are_others()
    {
        var ours = new ArchitecturePage(TheShop).Text();
        var ofOthers = Page.Renew(Page.Text, new ArchitecturePage(TheViolators).Text());

        ofOthers.Should().Contain("Victim -- HTTP --> Victim").And.Contain("Victim -. OrderPlaced .-> Victim");
        Page.Renew(ofOthers, ours).Should().Be(Page.Renew(Page.Text, ours)).And.NotBe(ofOthers);
    }
}
