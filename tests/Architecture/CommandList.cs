using System.Text.RegularExpressions;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Architecture;

/// <summary>The list in <c>documented-commands.txt</c>: for each command in the documents what runs it, or why it is not run.</summary>
/// <param name="lines">The lines of the list.</param>
internal sealed partial class CommandList(IEnumerable<string> lines)
{
    private const string Arrow = " => ";
    private const string RunBy = "run by ";
    private const string NotRun = "not run: ";

    private readonly List<Entry> entries = [.. lines.Where(line => line.Length > 0 && !line.StartsWith('#')).Select(Parse)];

    /// <summary>The commands of a document that the list does not name.</summary>
    public IEnumerable<string> MissingCommandsOf(Document document) =>
        CommandsOf(document).Where(command => !entries.Exists(entry => entry.Matches(command))).Select(command => $"{document.Path}: {command}");

    /// <summary>Lines for commands that no document has.</summary>
    public IEnumerable<string> Unused(IReadOnlyCollection<Document> documents)
    {
        var commands = documents.SelectMany(CommandsOf).ToList();
        return entries.Where(entry => !commands.Exists(entry.Matches)).Select(entry => entry.Command);
    }

    /// <summary>Lines that name neither an existing test or CI step nor a reason.</summary>
    public IEnumerable<string> Unfounded() => entries.Where(entry => !entry.IsFounded()).Select(entry => entry.Command);

    // The commands in shell blocks, and those in the text that have arguments. "dotnet run" in a sentence is not counted as a command.
    private static IEnumerable<string> CommandsOf(Document document) =>
        ShellBlocks.In(document.Text).SelectMany(ShellBlocks.CommandsOf).Concat(InlineCommand().Matches(document.Text).SelectMany(code => ShellBlocks.CommandsOf(code.Groups["command"].Value)));

    private static Entry Parse(string line) =>
        line.LastIndexOf(Arrow, StringComparison.Ordinal) is > 0 and var end
            ? new Entry(line[..end], line[(end + Arrow.Length)..])
            : throw new FormatException($"documented-commands.txt has a line without '{Arrow}': {line}");

    [GeneratedRegex("`(?<command>([A-Z_]+=[^ `]+ )*((dotnet|docker|kubectl|curl|npm|sudo) [^ `]+ [^`\n]+|bench [^`\n]+))`")]
    private static partial Regex InlineCommand();

    private sealed record Entry(string Command, string Answer)
    {
        // A long command is listed by its beginning and an ellipsis.
        public bool Matches(string command) => Command.EndsWith('…') ? command.StartsWith(Command[..^1], StringComparison.Ordinal) : command == Command;

        public bool IsFounded() => Answer.StartsWith(RunBy, StringComparison.Ordinal)
            ? Path.Exists(Repository.PathTo(Answer[RunBy.Length..].Split(',')[0].Split('/')))
            : Answer.StartsWith(NotRun, StringComparison.Ordinal) && Answer.Length > NotRun.Length;
    }
}
