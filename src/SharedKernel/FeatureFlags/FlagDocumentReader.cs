using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AstronomyShop.SharedKernel.FeatureFlags.Targeting;
using AstronomyShop.SharedKernel.Primitives;

namespace AstronomyShop.SharedKernel.FeatureFlags;

/// <summary>
/// Reads flagd's format. A document that flagd rejects is rejected here; an error that affects one flag in flagd affects only that flag here.
/// </summary>
internal sealed class FlagDocumentReader
{
    private readonly string text;
    private readonly RuleReader rules;

    private FlagDocumentReader(string text, JsonElement root)
    {
        this.text = text;
        rules = new RuleReader(Member(root, "$evaluators")?.EnumerateObject().ToDictionary(one => one.Name, one => one.Value) ?? []);
    }

    public static FlagDocument Read(string text)
    {
        var root = ReadJson(text);
        if (root.ValueKind != JsonValueKind.Object || Member(root, "flags") is not { } flags)
        {
            throw new FlagDocumentException("line 1: the document must be an object with an object 'flags'");
        }

        var reader = new FlagDocumentReader(text, root);
        var all = new Dictionary<string, Flag>();
        foreach (var flag in flags.EnumerateObject())
        {
            all[flag.Name] = reader.ReadFlag(flag.Name, flag.Value);
        }

        return new FlagDocument(text, all.ToFrozenDictionary(), Member(root, "metadata") ?? default);
    }

    public static int LineOf(string text, string key)
    {
        var match = Regex.Match(text, $"{Regex.Escape(JsonSerializer.Serialize(key))}\\s*:");
        return match.Success ? text.AsSpan(0, match.Index).Count('\n') + 1 : 1;
    }

    private static JsonElement ReadJson(string text)
    {
        try
        {
            return StrictJson.Parse(Encoding.UTF8.GetBytes(text));
        }
        catch (JsonException exception) when (exception.LineNumber is null)
        {
            throw exception.Path is { } path
                ? new FlagDocumentException($"line 1: {(path.Length > 0 ? path : "a name")} is not valid Unicode", exception)
                : new FlagDocumentException("line 1: a name occurs twice in an object", exception);
        }
        catch (JsonException exception)
        {
            throw new FlagDocumentException($"line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1}: invalid JSON", exception);
        }
    }

    private static JsonElement? Member(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object ? member : null;

    private Flag ReadFlag(string key, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw InvalidDocument(key, "must be an object");
        }

        var variants = ReadVariants(key, json);
        var defaultValue = ReadDefault(key, json, variants);
        var enabled = ReadState(key, json);
        if (Member(json, "targeting") is not { } targeting || !targeting.EnumerateObject().Any())
        {
            return new Flag(key, enabled, variants, defaultValue, json);
        }

        try
        {
            return new Flag(key, enabled, variants, defaultValue, json, rules.Read(targeting));
        }
        catch (RuleException exception)
        {
            return new Flag(key, enabled, variants, defaultValue, json, exception.Message);
        }
    }

    // In the order of the document: pages show the variants as their author wrote them.
    private OrderedDictionary<string, FlagVariant> ReadVariants(string key, JsonElement json) =>
        Member(json, "variants") is { } variants
            ? new(variants.EnumerateObject().Select(one => KeyValuePair.Create(one.Name, new FlagVariant(one.Name, one.Value))))
            : throw InvalidDocument($"{key}.variants", "must be an object");

    private FlagVariant? ReadDefault(string key, JsonElement json, OrderedDictionary<string, FlagVariant> variants) =>
        !json.TryGetProperty("defaultVariant", out var named) || named.ValueKind == JsonValueKind.Null ? null
        : named.ValueKind != JsonValueKind.String ? throw InvalidDocument($"{key}.defaultVariant", "must be a string or null")
        : named.GetString() is not { Length: > 0 } name ? null
        : variants.TryGetValue(name, out var variant) ? variant
        : throw InvalidDocument($"{key}.defaultVariant", "must be one of the variants");

    private bool ReadState(string key, JsonElement json) =>
        (json.TryGetProperty("state", out var state) && state.ValueKind == JsonValueKind.String ? state.GetString() : null) switch
        {
            "ENABLED" => true,
            "DISABLED" => false,
            _ => throw InvalidDocument($"{key}.state", "must be ENABLED or DISABLED"),
        };

    private FlagDocumentException InvalidDocument(string path, string rule) =>
        new($"line {LineOf(text, path.Split('.')[0])}: flags.{path} {rule}");
}
