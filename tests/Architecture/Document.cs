using System.Text.RegularExpressions;

namespace AstronomyShop.Tests.Architecture;

/// <summary>A Markdown file of the repository.</summary>
/// <param name="Path">From the root, with forward slashes.</param>
/// <param name="Text">Its content.</param>
internal sealed partial record Document(string Path, string Text)
{
    /// <summary>Every document, those of the modules included.</summary>
    public static IReadOnlyList<Document> All { get; } =
        [.. Repository.Files().Where(file => file.EndsWith(".md", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>The targets of its links to files of the repository, as they are written: <c>scale.md#the-model</c>.</summary>
    public IEnumerable<string> Links =>
        Link().Matches(Text).Select(link => link.Groups["target"].Value).Where(target => !target.Contains("://", StringComparison.Ordinal));

    /// <summary>The names by which links address its headings, as GitHub makes them.</summary>
    public IEnumerable<string> Anchors => Heading().Matches(Text).Select(heading => AnchorOf(heading.Groups["text"].Value));

    public static Document Read(string path) => new(path, File.ReadAllText(Repository.PathTo(path.Split('/'))));

    /// <summary>The path of what a link addresses, from the root.</summary>
    public string Resolve(string target)
    {
        var file = target.Split('#')[0];
        var folder = System.IO.Path.GetDirectoryName(Repository.PathTo(Path.Split('/')))!;
        return file.Length == 0 ? Path : System.IO.Path.GetRelativePath(Repository.Root, System.IO.Path.Combine(folder, file)).Replace('\\', '/');
    }

    private static string AnchorOf(string heading) => Dropped().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}_ -]")]
    private static partial Regex Dropped();
}
