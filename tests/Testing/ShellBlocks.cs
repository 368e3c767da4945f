using System.Text;
using System.Text.RegularExpressions;

namespace AstronomyShop.Tests.Testing;

/// <summary>Reads the shell blocks of a Markdown document, and the commands in them.</summary>
public static partial class ShellBlocks
{
    /// <summary>The text of each block that is marked <c>sh</c>.</summary>
    public static IEnumerable<string> In(string markdown) => Block().Matches(markdown).Select(block => block.Groups["text"].Value);

    /// <summary>
    /// The commands of a block, each on one line, without comments. A command continues on the next line while a quote or a loop is open, or after a
    /// trailing backslash.
    /// </summary>
    public static IEnumerable<string> CommandsOf(string block)
    {
        ArgumentNullException.ThrowIfNull(block);
        var command = new StringBuilder();
        foreach (var line in block.Split('\n').Select(line => Comment().Replace(line, "").Trim()).Where(line => line.Length > 0))
        {
            command.Append(command.Length == 0 ? "" : " ").Append(line.TrimEnd('\\').TrimEnd());
            if (!line.EndsWith('\\') && !HasOpenQuote(command.ToString()) && !HasOpenLoop(command.ToString()))
            {
                yield return Spaces().Replace(command.ToString(), " ");
                command.Clear();
            }
        }

        if (command.Length > 0)
        {
            throw new FormatException($"This command is incomplete: {command}");
        }
    }

    private static bool HasOpenQuote(string command)
    {
        var open = '\0';
        foreach (var character in command.Where(character => character is '\'' or '"'))
        {
            open = open == character ? '\0' : open == '\0' ? character : open;
        }

        return open != '\0';
    }

    private static bool HasOpenLoop(string command) => LoopStart().Count(command) > LoopEnd().Count(command);

    [GeneratedRegex(@"^```sh\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"(^|\s)#.*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\bfor \w+ in\b")]
    private static partial Regex LoopStart();

    [GeneratedRegex(@"\bdone\b")]
    private static partial Regex LoopEnd();
}
