using System.Text.RegularExpressions;

namespace AstronomyShop.Tests.Architecture;

/// <summary>Finds refused words in identifiers and comments, refused phrases in text, and test classes whose name does not end in Tests.</summary>
internal sealed partial class NamingCheck
{
    private readonly List<Entry> entries;

    /// <param name="list">The lines of <c>naming.txt</c>.</param>
    public NamingCheck(IEnumerable<string> list) => entries =
    [
        .. list.Where(line => line.Length > 0 && !line.StartsWith('#')).Select(line => EntryLine().Match(line) is { Success: true } match
            ? new Entry(match.Groups["kind"].Value, match.Groups["text"].Value, match.Groups["instead"].Value)
            : throw new FormatException($"naming.txt: \"{line}\" is not: word|suffix|phrase|comment TEXT -> INSTEAD")),
    ];

    /// <summary>The refused words of a C# file, each with what to write instead.</summary>
    public IEnumerable<string> CheckNames(string file, string source)
    {
        var code = WithoutText(source);
        var identifiers = Identifier().Matches(code).Select(match => match.Value).ToHashSet();
        var types = TypeDeclaration().Matches(code).Select(match => match.Groups["name"].Value).ToHashSet();
        return from entry in entries
               where entry.Kind is "word" or "suffix"
               from name in entry.Kind == "word" ? identifiers : types
               let words = Word().Matches(name).Select(match => match.Value)
               where (entry.Kind == "word" ? words : words.TakeLast(1)).Contains(entry.Text, StringComparer.OrdinalIgnoreCase)
               select $"{file}: {name} contains \"{entry.Text}\"; use {entry.Instead}";
    }

    /// <summary>The refused phrases of a text, each with what to write instead.</summary>
    public IEnumerable<string> CheckText(string file, string text) =>
        from entry in entries
        where entry.Kind == "phrase" && text.Contains(entry.Text, StringComparison.OrdinalIgnoreCase)
        select $"{file}: \"{entry.Text}\"; use {entry.Instead}";

    /// <summary>The refused words in the comments of a C# file, each with what to write instead.</summary>
    public IEnumerable<string> CheckComments(string file, string source)
    {
        var comments = string.Join('\n', Text().Matches(source).Select(match => match.Value).Where(text => text.StartsWith("//", StringComparison.Ordinal)));
        return from entry in entries
               where entry.Kind == "comment" && comments.Contains(entry.Text, StringComparison.OrdinalIgnoreCase)
               select $"{file}: \"{entry.Text}\" in a comment; use {entry.Instead}";
    }

    /// <summary>The classes with test methods that are not named after what they test. Abstract ones, whose tests run in several classes, are contracts.</summary>
    public static IEnumerable<string> CheckTestClasses(string file, string source)
    {
        var code = WithoutText(source);
        var classes = TypeDeclaration().Matches(code)
            .Select(match => (match.Index, Name: match.Groups["name"].Value, Indent: match.Groups["indent"].Length, IsAbstract: match.Groups["modifiers"].Value.Contains("abstract", StringComparison.Ordinal), Line: match.Value))
            .ToList();
        var withTests = TestMethod().Matches(code)
            .Select(test => classes.FindLast(type => type.Index < test.Index && type.Indent < test.Groups["indent"].Length))
            .Concat(classes.Where(type => InheritsTests().IsMatch(type.Line)))
            .Distinct();
        return from type in withTests
               let suffix = type.IsAbstract ? "Contract" : "Tests"
               where !type.Name.EndsWith(suffix, StringComparison.Ordinal)
               select $"{file}: {type.Name} has test methods; its name ends in {suffix}";
    }

    // Strings and comments contain no identifiers.
    private static string WithoutText(string source) => Text().Replace(source, "\"\"");

    [GeneratedRegex("""^(?<kind>word|suffix|phrase|comment) +(?<text>\S.*?) +-> (?<instead>\S.*)$""")]
    private static partial Regex EntryLine();

    [GeneratedRegex(""""//[^\n]*|/\*.*?\*/|\$*(?<quotes>"{3,}).*?\k<quotes>|(?:\$@|@\$|@)"(?:[^"]|"")*"|\$?"(?:[^"\\\n]|\\.)*"|'(?:\\[^\n]+?|[^'\\])'"""", RegexOptions.Singleline)]
    private static partial Regex Text();

    [GeneratedRegex("""[A-Za-z_]\w*""")]
    private static partial Regex Identifier();

    [GeneratedRegex("""[A-Z]+(?![a-z])|[A-Z]?[a-z]+""")]
    private static partial Regex Word();

    [GeneratedRegex("""^(?<indent> *)(?<modifiers>(?:[a-z]+ )*)(?:class|record struct|record class|record|struct|interface|enum) (?<name>[A-Z]\w*)[^\n{;]*""", RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex("""^(?<indent> *)\[(?:Fact|Theory)\b""", RegexOptions.Multiline)]
    private static partial Regex TestMethod();

    [GeneratedRegex(""": \w+Contract\b""")]
    private static partial Regex InheritsTests();

    private sealed record Entry(string Kind, string Text, string Instead);
}
