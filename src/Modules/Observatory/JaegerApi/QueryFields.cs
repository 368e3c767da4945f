using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Observatory.JaegerApi;

/// <summary>Reads optional parameters of a query and notes the first one that cannot be read: to drop it would answer another question.</summary>
internal sealed class QueryFields(IQueryCollection queryString)
{
    private const long MaxMicroseconds = 100_000_000_000_000_000;

    /// <summary>Which parameter cannot be read; null when all can.</summary>
    public string? Problem { get; private set; }

    /// <summary>A duration such as <c>1m30s</c>.</summary>
    public TimeSpan? Duration(string name)
    {
        if (!Durations.TryRead(queryString[name], out var time))
        {
            Problem ??= $"malformed parameter '{name}', expecting a duration like 250ms or 1m30s";
        }

        return time;
    }

    /// <summary>A time in microseconds since 1970.</summary>
    public DateTime? Moment(string name) => Number(name, MaxMicroseconds) is { } microseconds ? DateTime.UnixEpoch.AddMicroseconds(microseconds) : null;

    /// <summary>A whole number that is not negative.</summary>
    public long? Number(string name, long largest)
    {
        if (queryString[name].ToString() is not { Length: > 0 } text)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= largest)
        {
            return number;
        }

        Problem ??= $"malformed parameter '{name}', expecting a whole number up to {largest}";
        return null;
    }
}
