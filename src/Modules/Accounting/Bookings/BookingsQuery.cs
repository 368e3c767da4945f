using System.Globalization;
using AstronomyShop.SharedKernel.Primitives;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Accounting.Bookings;

/// <summary>A query of the ledger. An omitted parameter does not filter.</summary>
internal sealed record BookingsQuery(string? OrderId, long? From, long? To, string? Currency, int Limit)
{
    public const int MaxLimit = 1000;

    private static readonly string[] KnownParameters = ["orderId", "from", "to", "currency", "limit"];

    /// <returns>The query, or the problems by parameter name.</returns>
    public static (BookingsQuery? Query, Dictionary<string, string[]> Problems) Read(IQueryCollection queryString)
    {
        var problems = queryString.Keys.Except(KnownParameters).ToDictionary(key => key, _ => new[] { $"is not a known parameter; use one of {string.Join(", ", KnownParameters)}" });
        var query = new BookingsQuery(
            Text("orderId", text => StorableText.IsStorable(text), StorableText.Problem),
            Time("from"),
            Time("to"),
            Text("currency", text => text.Length == 3 && text.All(char.IsAsciiLetterUpper), "is not a currency code; use a value like EUR"),
            Text("limit", text => int.TryParse(text, CultureInfo.InvariantCulture, out var limit) && limit is > 0 and <= MaxLimit, $"must be 1 to {MaxLimit}") is { } number
                ? int.Parse(number, CultureInfo.InvariantCulture)
                : 100);
        return (problems.Count == 0 ? query : null, problems);

        long? Time(string name) =>
            Text(name, text => TryReadTime(text, out _), "is not a valid time; use a value like 2026-03-01T00:00:00Z") is { } text && TryReadTime(text, out var time)
                ? time.ToUnixTimeMilliseconds()
                : null;

        string? Text(string name, Func<string, bool> isRight, string problem)
        {
            if (queryString[name] is not [{ } text, ..] values)
            {
                return null;
            }

            if (values.Count > 1 || !isRight(text))
            {
                problems[name] = [values.Count > 1 ? "is given twice" : problem];
                return null;
            }

            return text;
        }
    }

    private static bool TryReadTime(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
}
