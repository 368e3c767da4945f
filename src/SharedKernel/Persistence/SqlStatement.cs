using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace AstronomyShop.SharedKernel.Persistence;

/// <summary>The operation and table of an SQL statement, and its text with <c>?</c> in place of literal values.</summary>
internal sealed partial record SqlStatement(string Operation, string? Collection, string Text)
{
    private const int MaxCached = 1_000;
    private static readonly ConcurrentDictionary<string, SqlStatement> Cache = new();

    /// <summary>The span name: <c>SELECT Products</c>.</summary>
    public string Summary { get; } = Collection is null ? Operation : $"{Operation} {Collection}";

    public static SqlStatement Of(string sql)
    {
        if (Cache.TryGetValue(sql, out var known))
        {
            return known;
        }

        var read = Read(sql);
        if (Cache.Count < MaxCached)
        {
            Cache.TryAdd(sql, read);
        }

        return read;
    }

    private static SqlStatement Read(string sql)
    {
        var operation = FirstWord().Match(sql) is { Success: true } word ? word.Value.ToUpperInvariant() : "SQL";
        var table = Table().Match(sql) is { Success: true } found ? found.Groups[1].Value.Trim('"', '[', '`') : null;
        return new SqlStatement(operation, table, Value().Replace(sql, "?").Trim());
    }

    [GeneratedRegex(@"(?<=^\s*)[A-Za-z]+")]
    private static partial Regex FirstWord();

    [GeneratedRegex(@"\b(?:FROM|INTO|UPDATE|TABLE)\s+(""[^""]+""|\[[^\]]+|`[^`]+|\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex Table();

    // Identifiers are in double quotes and parameters begin with @ or $: both stay.
    [GeneratedRegex(@"'(?:[^']|'')*'|(?<![\w@$""])\d+(?:\.\d+)?(?![\w""])")]
    private static partial Regex Value();
}
