using System.Text.RegularExpressions;

namespace AstronomyShop.Tests.Architecture;

/// <summary>One stop of <c>docs/tour.md</c>: a member of the code, and the text about it.</summary>
/// <param name="File">The file, from the root.</param>
/// <param name="Member">The name of a member that the file declares.</param>
/// <param name="Sentences">The text of the stop.</param>
internal sealed partial record TourStop(string File, string Member, IReadOnlyList<string> Sentences)
{
    public static IReadOnlyList<TourStop> In(Document page) =>
        [.. Stop().Matches(page.Text).Select(stop => new TourStop(page.Resolve(stop.Groups["file"].Value), stop.Groups["member"].Value, SentencesOf(stop.Groups["text"].Value)))];

    /// <summary>The problem of the stop, or null if it has none.</summary>
    public string? Problem()
    {
        var path = Repository.PathTo(File.Split('/'));
        return !System.IO.File.Exists(path) ? $"{File} does not exist"
            : !Declares(System.IO.File.ReadAllText(path), Member) ? $"{File} does not declare {Member}"
            : Sentences.Count != 2 ? $"{File}, {Member} has {Sentences.Count} sentences"
            : null;
    }

    /// <summary>True when a line of the source declares the member: a modifier, a type and the name. A call or a comment is no declaration.</summary>
    public static bool Declares(string source, string member) =>
        Regex.IsMatch(source, $@"^\s*(public|internal|private|protected)\s[^=;(""]*\s{Regex.Escape(member)}(<[^>]*>)?\s*(\(|\{{|=|;|$)", RegexOptions.Multiline);

    private static List<string> SentencesOf(string text) => [.. SentenceEnd().Split(text.Trim()).Where(sentence => sentence.Length > 0)];

    [GeneratedRegex(@"^\d+\. \[`[^`]+`\]\((?<file>[^)]+)\), `(?<member>\w+)`\n(?<text>(?:   .*\n)+)", RegexOptions.Multiline)]
    private static partial Regex Stop();

    [GeneratedRegex(@"(?<=[.])\s+(?=[A-Z`])")]
    private static partial Regex SentenceEnd();
}
