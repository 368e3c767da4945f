using System.Text.Json;
using System.Text.RegularExpressions;
using AstronomyShop.Tests.Architecture;

namespace AstronomyShop.Tests.Kubernetes;

/// <summary>The instructions of the Dockerfile for the last stage of the image.</summary>
internal static partial class ImageFile
{
    private static readonly string Text = File.ReadAllText(Repository.PathTo("Dockerfile")).Replace("\\\n", " ", StringComparison.Ordinal);

    public static IReadOnlyDictionary<string, string> Environment { get; } =
        Regex.Matches(Instruction("ENV"), @"(\S+?)=(?:""([^""]*)""|(\S*))").ToDictionary(pair => pair.Groups[1].Value, pair => pair.Groups[2].Value + pair.Groups[3].Value);

    public static IReadOnlyList<string> Entrypoint { get; } = JsonSerializer.Deserialize<string[]>(Instruction("ENTRYPOINT"))!;

    public static string User => Instruction("USER");

    public static string StopSignal => Instruction("STOPSIGNAL");

    /// <summary>The default base images of all stages.</summary>
    public static IReadOnlyList<string> Bases { get; } = [.. BaseImage().Matches(Text).Select(match => Regex.Match(Text, $"^ARG {match.Groups[1].Value}=(.*)$", RegexOptions.Multiline).Groups[1].Value)];

    public static string Instruction(string name) => Regex.Matches(Text, $"^{name} (.*)$", RegexOptions.Multiline)[^1].Groups[1].Value.Trim();

    [GeneratedRegex(@"^FROM (?:--\S+ )?\$\{(\w+)\}", RegexOptions.Multiline)]
    private static partial Regex BaseImage();
}
