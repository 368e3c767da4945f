namespace AstronomyShop.Tests.Architecture;

/// <summary>The sources build anywhere: they name no machine's folders, and where packages come from is the machine's business.</summary>
public sealed class SourceTextTests
{
    // Each in two pieces, so that this file does not offend itself.
    private static readonly string[] Forbidden = ["/" + "root/", "/" + "home/", "api." + "nuget", "registry." + "npmjs"];

    [Fact]
    public void No_file_names_a_machine_or_a_registry()
    {
        var files = Repository.Files().Where(IsOurs).ToList();

        files.Should().Contain("tests/Architecture/SourceTextTests.cs");
        files.SelectMany(file => FindForbiddenWords(file, File.ReadAllText(Repository.PathTo(file.Split('/'))))).Should().BeEmpty();
    }

    [Fact]
    public void Each_forbidden_word_is_reported() =>
        Forbidden.SelectMany(word => FindForbiddenWords("notes.md", $"see {word}tools/x")).Should().HaveSameCount(Forbidden);

    // The licence is not our text, and lock files are the package tool's.
    private static bool IsOurs(string file) => file is not "LICENSE" && !file.EndsWith("packages.lock.json", StringComparison.Ordinal);

    private static IEnumerable<string> FindForbiddenWords(string file, string text) =>
        Forbidden.Where(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)).Select(word => $"{file} has {word}");
}
