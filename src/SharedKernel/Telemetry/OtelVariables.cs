using System.Globalization;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.Extensions.Configuration;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>
/// Reads the variables of OpenTelemetry by the rules of its specification: an empty variable is an unset one, known values are recognized in any
/// case, and the variable of a signal precedes the common one. A value that cannot be read ends the start with its name.
/// </summary>
internal sealed class OtelVariables(IConfiguration configuration)
{
    public IConfiguration Configuration => configuration;

    /// <summary>Null when the variable is unset or empty.</summary>
    public string? Get(string name) => configuration[name]?.Trim() is { Length: > 0 } text ? text : null;

    public bool IsTrue(string name) => string.Equals(Get(name), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The variable of the exporter that applies to a signal: the one for the signal or, where that is unset, the common one.</summary>
    public string NameFor(string signal, string name) => $"OTEL_EXPORTER_OTLP_{signal.ToUpperInvariant()}_{name}" is var own && Get(own) is not null ? own : $"OTEL_EXPORTER_OTLP_{name}";

    /// <summary>Milliseconds of at most a day; other numbers have other maximums.</summary>
    /// <exception cref="SettingException">The value is not a positive whole number, or is too large.</exception>
    public int? Number(string name, int most = 86_400_000) =>
        Get(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= most ? number
        : throw new SettingException(name, $"'{text}' is not a positive whole number of at most {most}");

    /// <exception cref="SettingException">The value is none of the known ones.</exception>
    public T? OneOf<T>(string name, params (string Text, T Value)[] known)
        where T : struct
    {
        if (Get(name) is not { } text)
        {
            return null;
        }

        foreach (var (candidate, value) in known)
        {
            if (string.Equals(text, candidate, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        throw new SettingException(name, $"'{text}' is not supported; use {string.Join(" or ", known.Select(one => one.Text))}");
    }

    /// <summary>Parses the format of headers and resource attributes: <c>key=value,key=value</c>, percent-encoded.</summary>
    /// <exception cref="SettingException">A pair has no key. The message does not repeat the value, which may be a secret.</exception>
    public IReadOnlyList<KeyValuePair<string, string>> Pairs(string name) =>
    [
        .. (Get(name) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2, StringSplitOptions.TrimEntries))
            .Select(pair => pair is [{ Length: > 0 } key, var value] ? KeyValuePair.Create(key, Uri.UnescapeDataString(value)) : throw new SettingException(name, "is not a list of pairs; use key=value,key=value")),
    ];
}
