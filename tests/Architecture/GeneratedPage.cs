namespace AstronomyShop.Tests.Architecture;

/// <summary>A page of <c>docs/</c> with a section between two marks that is generated from the code. The text around it is written by hand.</summary>
/// <param name="file">The page's file.</param>
/// <param name="source">The source of the section, as the marks name it.</param>
internal sealed class GeneratedPage(string file, string source)
{
    private const string Update = "UPDATE_DOCS";

    private readonly string path = Repository.PathTo("docs", file);
    private readonly string begin = $"<!-- generated from {source}: begin -->\n";
    private readonly string end = $"<!-- generated from {source}: end -->";

    public string Text => File.ReadAllText(path);

    /// <summary>Fails when the section of the page differs; with <c>UPDATE_DOCS=1</c> it updates the page instead.</summary>
    public void MustContain(string made)
    {
        var (written, renewed) = (Text, ReplaceSection(Text, made));
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(path, renewed);
            return;
        }

        (written == renewed).Should().BeTrue($"docs/{file} must match the code; {Update}=1 dotnet test --project tests/Architecture updates it");
    }

    /// <summary>The text with its generated section replaced.</summary>
    public string ReplaceSection(string text, string made)
    {
        var (from, to) = (text.IndexOf(begin, StringComparison.Ordinal), text.IndexOf(end, StringComparison.Ordinal));
        return from < 0 || to < from
            ? throw new InvalidOperationException($"docs/{file} must contain the lines\n{begin}{end}")
            : $"{text[..(from + begin.Length)]}\n{made}{text[to..]}";
    }
}
