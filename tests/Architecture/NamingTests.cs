namespace AstronomyShop.Tests.Architecture;

/// <summary>Names and sentences use the words of the business and of the field. <c>naming.txt</c> lists what they do not use, and what to write instead.</summary>
public sealed class NamingTests
{
    private const string Violations = "tests/Architecture/Violations/";

    private static readonly NamingCheck Naming = new(File.ReadLines(Repository.PathTo("tests", "Architecture", "naming.txt")));

    private static IEnumerable<string> SourceFiles => Repository.Files().Where(file => file.EndsWith(".cs", StringComparison.Ordinal) && IsIn(file, "src/", "tests/"));

    [Fact]
    public void No_identifier_contains_a_refused_word() =>
        SourceFiles.Where(file => !IsIn(file, Violations)).SelectMany(file => Naming.CheckNames(file, Read(file))).Should().BeEmpty();

    [Fact]
    public void No_text_contains_a_refused_phrase() =>
        Repository.Files()
            .Where(file => IsIn(file, "src/", "docs/", "README.md", "CONTRIBUTING.md") && Path.GetExtension(file) is ".cs" or ".cshtml" or ".md")
            .SelectMany(file => Naming.CheckText(file, Read(file))).Should().BeEmpty();

    [Fact]
    public void No_comment_contains_a_refused_word() =>
        SourceFiles.Where(file => !IsIn(file, Violations)).SelectMany(file => Naming.CheckComments(file, Read(file))).Should().BeEmpty();

    [Fact]
    public void Every_class_with_test_methods_is_named_after_its_subject_and_ends_in_Tests() =>
        SourceFiles.Where(file => IsIn(file, "tests/")).SelectMany(file => NamingCheck.CheckTestClasses(file, Read(file))).Should().BeEmpty();

    [Fact]
    public void A_refused_word_in_an_identifier_is_reported() =>
        Naming.CheckNames("Names.cs", Read($"{Violations}Nosy/Names.cs")).Should().Equal(
            "Names.cs: AskNeighbour contains \"Neighbour\"; use the role in the call: Caller, Callee, Client, Module",
            "Names.cs: told contains \"Told\"; use Received, Confirmed, Sent or Logged",
            "Names.cs: CallManager contains \"Manager\"; use what it manages and how: Supervisor, Store, Pool");

    [Fact]
    public void A_refused_phrase_in_a_comment_is_reported() =>
        Naming.CheckText("Names.cs", Read($"{Violations}Nosy/Names.cs")).Should().Equal("Names.cs: \"stumbles\"; use fails");

    [Fact]
    public void A_refused_word_is_reported_in_a_comment_and_not_in_a_string() =>
        Naming.CheckComments("Names.cs", "string name = \"nobody\"; // It has an address of its own.").Should().Equal("Names.cs: \"of its own\" in a comment; use separate, dedicated or private");

    [Theory]
    [InlineData("public sealed class AskingForAds\n{\n    [Fact]\n    public void Is_answered() { }\n}", "AskingForAds has test methods; its name ends in Tests")]
    [InlineData("public abstract class CartBase\n{\n    [Theory, InlineData(1)]\n    public void Is_kept(int days) { }\n}", "CartBase has test methods; its name ends in Contract")]
    [InlineData("public sealed class InSqlite() : CartContract(new Store());", "InSqlite has test methods; its name ends in Tests")]
    public void A_test_class_without_the_suffix_is_reported(string source, string problem) =>
        NamingCheck.CheckTestClasses("Ads.cs", source).Should().Equal($"Ads.cs: {problem}");

    [Fact]
    public void A_line_of_the_list_without_a_replacement_is_rejected() =>
        FluentActions.Invoking(() => new NamingCheck(["word Nobody"])).Should().Throw<FormatException>().WithMessage("*word Nobody*");

    private static bool IsIn(string file, params string[] places) => places.Any(place => file.StartsWith(place, StringComparison.Ordinal));

    private static string Read(string file) => File.ReadAllText(Repository.PathTo(file.Split('/')));
}
