using System.Collections.Frozen;
using System.Text.Json;

namespace AstronomyShop.SharedKernel.FeatureFlags;

/// <summary>A parsed document in flagd's format. It is immutable; a changed document replaces it.</summary>
public sealed class FlagDocument
{
    private readonly FrozenDictionary<string, Flag> flags;

    internal FlagDocument(string text, FrozenDictionary<string, Flag> flags, JsonElement metadata)
    {
        Text = text;
        this.flags = flags;
        Metadata = metadata;
    }

    /// <summary>The text of the document.</summary>
    public string Text { get; }

    /// <summary>All flags, by key.</summary>
    public IReadOnlyDictionary<string, Flag> Flags => flags;

    /// <summary>The metadata of the document; undefined when there is none.</summary>
    public JsonElement Metadata { get; }

    /// <summary>Flags with invalid targeting. Evaluating such a flag returns PARSE_ERROR; the other flags are not affected.</summary>
    public IEnumerable<string> Problems =>
        flags.Values.Where(flag => flag.TargetingProblem is not null)
            .OrderBy(flag => flag.Key, StringComparer.Ordinal)
            .Select(flag => $"line {FlagDocumentReader.LineOf(Text, flag.Key)}: flags.{flag.Key}.targeting {flag.TargetingProblem}");

    /// <summary>Parses a document.</summary>
    /// <exception cref="FlagDocumentException">The document is invalid.</exception>
    public static FlagDocument Parse(string text) => FlagDocumentReader.Read(text);

    /// <summary>Evaluates one flag.</summary>
    public FlagResolution Evaluate(string key, EvaluationContext context, TimeProvider clock) =>
        flags.TryGetValue(key, out var flag) ? flag.Evaluate(context, clock)
        : FlagResolution.Failed(ErrorType.FlagNotFound, "the flag was not found");
}
