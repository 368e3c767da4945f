namespace AstronomyShop.Tests.Architecture;

/// <summary>The sources build on every machine: they contain no paths of one machine and no package registry, which each machine configures.</summary>
public sealed class SourceTextTests
{
    // Each is split in two, so that this file does not contain it.
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

    // The licence text is not ours, and the package tool writes the lock files.
    private static bool IsOurs(string file) => file is not "LICENSE" && !file.EndsWith("packages.lock.json", StringComparison.Ordinal);

    private static IEnumerable<string> FindForbiddenWords(string file, string text) =>
        Forbidden.Where(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)).Select(word => $"{file} has {word}");
}
