namespace AstronomyShop.Tests.Architecture;

/// <summary>A page of <c>docs/</c> that is made from the code between two marks; what is written by hand around them stays.</summary>
/// <param name="file">The page's file.</param>
/// <param name="source">What its marks say it is made from.</param>
internal sealed class GeneratedPage(string file, string source)
{
    private const string Update = "UPDATE_DOCS";

    private readonly string path = Repository.PathTo("docs", file);
    private readonly string begin = $"<!-- generated from {source}: begin -->\n";
    private readonly string end = $"<!-- generated from {source}: end -->";

    public string Text => File.ReadAllText(path);

    /// <summary>Fails when the page says otherwise; when updates are asked for, writes it anew.</summary>
    public void MustContain(string made)
    {
        var (written, renewed) = (Text, ReplaceSection(Text, made));
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(path, renewed);
            return;
        }

        (written == renewed).Should().BeTrue($"docs/{file} must say what the code says; {Update}=1 dotnet test --project tests/Architecture writes it anew");
    }

    /// <summary>The text with its made part replaced.</summary>
    public string ReplaceSection(string text, string made)
    {
        var (from, to) = (text.IndexOf(begin, StringComparison.Ordinal), text.IndexOf(end, StringComparison.Ordinal));
        return from < 0 || to < from
            ? throw new InvalidOperationException($"docs/{file} must hold the lines\n{begin}{end}")
            : $"{text[..(from + begin.Length)]}\n{made}{text[to..]}";
    }
}
