namespace AstronomyShop.Tests.Architecture;

/// <summary>The tour of the code leads only to members that exist.</summary>
public sealed class TourTests
{
    private const int MaxStops = 12;

    private static readonly Document Page = Document.Read("docs/tour.md");
    private static readonly IReadOnlyList<TourStop> Stops = TourStop.In(Page);

    [Fact]
    public void Every_stop_is_a_member_that_exists_and_has_two_sentences() => Stops.Select(stop => stop.Problem()).OfType<string>().Should().BeEmpty();

    [Fact]
    public void The_tour_leads_from_the_edge_to_accounting_in_at_most_twelve_stops()
    {
        Stops.Should().HaveCountLessThanOrEqualTo(MaxStops).And.HaveSameCount(Page.Links.Where(link => link.EndsWith(".cs", StringComparison.Ordinal)));
        Stops[0].File.Should().StartWith("src/Modules/Edge/");
        Stops[^1].File.Should().StartWith("src/Modules/Accounting/");
    }

    [Theory]
    [InlineData("../src/Modules/Edge/Gate.cs", "ForwardAsync", "src/Modules/Edge/Gate.cs does not exist")]
    [InlineData("../src/Modules/Edge/Routing/RouteTable.cs", "ForwardEverythingAsync", "src/Modules/Edge/Routing/RouteTable.cs does not declare ForwardEverythingAsync")]
    [InlineData("../src/Modules/Edge/Routing/RouteTable.cs", "WriteAsync", "src/Modules/Edge/Routing/RouteTable.cs does not declare WriteAsync")]
    [InlineData("../src/Modules/Edge/Routing/RouteTable.cs", "ForwardAsync", null)]
    public void A_stop_whose_file_or_member_does_not_exist_is_reported(string file, string member, string? problem)
    {
        var page = new Document("docs/tour.md", $"1. [`x`]({file}), `{member}`\n   First sentence. `Second` sentence.\n");

        TourStop.In(page).Should().ContainSingle().Which.Problem().Should().Be(problem);
    }
}
