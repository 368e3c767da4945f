using System.Collections.Frozen;
using System.Text.Json;

namespace AstronomyShop.SharedKernel.Flags;

/// <summary>A document in flagd's form, read once; it never changes, a new one takes its place.</summary>
public sealed class FlagDocument
{
    private readonly FrozenDictionary<string, Flag> flags;

    internal FlagDocument(string text, FrozenDictionary<string, Flag> flags, JsonElement metadata)
    {
        Text = text;
        this.flags = flags;
        Metadata = metadata;
    }

    /// <summary>The document as it was read.</summary>
    public string Text { get; }

    /// <summary>All flags, by key.</summary>
    public IReadOnlyDictionary<string, Flag> Flags => flags;

    /// <summary>What the document says of itself; undefined when it says nothing.</summary>
    public JsonElement Metadata { get; }

    /// <summary>Flags whose targeting is no rule. Such a flag answers PARSE_ERROR; the others are not affected.</summary>
    public IEnumerable<string> Problems =>
        flags.Values.Where(flag => flag.TargetingProblem is not null)
            .OrderBy(flag => flag.Key, StringComparer.Ordinal)
            .Select(flag => $"line {FlagDocumentReader.LineOf(Text, flag.Key)}: flags.{flag.Key}.targeting {flag.TargetingProblem}");

    /// <summary>Reads a document.</summary>
    /// <exception cref="FlagDocumentException">It is none.</exception>
    public static FlagDocument Parse(string text) => FlagDocumentReader.Read(text);

    /// <summary>Evaluates one flag.</summary>
    public FlagResolution Evaluate(string key, EvaluationContext context, TimeProvider clock) =>
        flags.TryGetValue(key, out var flag) ? flag.Evaluate(context, clock)
        : FlagResolution.Failed(ErrorType.FlagNotFound, $"flag '{key}' not found");
}
