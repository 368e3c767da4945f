using System.Net;
using System.Text.RegularExpressions;

namespace AstronomyShop.SharedKernel.Primitives;

/// <summary>
/// The forms in which text of a caller may appear in spans and logs. A client can send a card number, an e-mail address or a street in any field;
/// text that has none of these forms is left out.
/// </summary>
public static partial class TelemetryForms
{
    /// <summary>What replaces a part that has no known form.</summary>
    public const string Redacted = "*";

    // The shortest card numbers have this many digits.
    private const int CardDigits = 12;
    private const int MaxUserAgentLength = 256;
    private const string OtherMethod = "_OTHER";

    private static readonly HashSet<string> Methods = ["CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY", "TRACE"];

    /// <summary>The text if it is a UUID with dashes, as the ids of sessions and users are; else null.</summary>
    public static string? Uuid(string? text) => Guid.TryParseExact(text, "D", out _) ? text : null;

    /// <summary>The text if it has the form of a product id: ten capital letters and digits, of which one is a letter; else null.</summary>
    public static string? ProductId(string? text) => text is not null && ProductIdForm().IsMatch(text) ? text : null;

    /// <summary>The HTTP method; <c>_OTHER</c> for one that HTTP does not define, as the semantic conventions require.</summary>
    public static string Method(string method) => Methods.Contains(method) ? method : OtherMethod;

    /// <summary>The path, in which each segment without a known form is replaced: <c>/api/products/*</c>.</summary>
    public static string Path(string? path) => string.Join('/', (path ?? string.Empty).Split('/').Select(segment => IsKnownSegment(segment) ? segment : Redacted));

    /// <summary>The name or address of a host, if the text is one; else null.</summary>
    public static string? Host(string? host) => host is { Length: > 0 } && Uri.CheckHostName(host) != UriHostNameType.Unknown && (IPAddress.TryParse(host, out _) || !MayBePersonal(host)) ? host : null;

    /// <summary>
    /// The user agent if it is a list of products with versions, <c>curl/8.5.0</c>, each with a comment about the
    /// platform or without; else null. Crawlers often put an e-mail address into it.
    /// </summary>
    public static string? UserAgent(string agent) => agent.Length <= MaxUserAgentLength && UserAgentForm().IsMatch(agent) && !MayBePersonal(agent) ? agent : null;

    /// <summary>Whether a text contains an at sign or as many digits as a card number, however they are separated.</summary>
    public static bool MayBePersonal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var digits = 0;
        var gap = 0;
        foreach (var letter in text)
        {
            gap = char.IsDigit(letter) ? 0 : gap + 1;
            digits = char.IsDigit(letter) ? digits + 1 : char.IsLetter(letter) || gap > 1 ? 0 : digits;
            if (digits >= CardDigits || letter == '@')
            {
                return true;
            }
        }

        return text.Contains("%40", StringComparison.Ordinal);
    }

    private static bool IsKnownSegment(string segment) =>
        segment.Length == 0 || Uuid(segment) is not null || ProductId(segment) is not null || (SegmentForm().IsMatch(segment) && (segment.Length == 32 || !MayBePersonal(segment)));

    [GeneratedRegex("^[A-Za-z][\\w.+-]*/[\\w.+-]+( \\([^()@]*\\))?( [A-Za-z][\\w.+-]*/[\\w.+-]+( \\([^()@]*\\))?)*$", RegexOptions.CultureInvariant)]
    private static partial Regex UserAgentForm();

    [GeneratedRegex("^(?=[0-9]*[A-Z])[0-9A-Z]{10}$", RegexOptions.CultureInvariant)]
    private static partial Regex ProductIdForm();

    // Words, versions of an API, parameters of a route, trace ids, and files of the kinds that the shop serves.
    [GeneratedRegex(
        @"^(?:[A-Za-z]{1,40}(?:[._-](?:[A-Za-z]{1,40}|v[0-9])){0,8}|v[0-9]|\{[A-Za-z]{1,40}\}|[0-9a-f]{32}|[A-Za-z_][A-Za-z0-9]{0,60}(?:[._-][A-Za-z0-9]{1,60}){0,4}\.(?:avif|css|html|ico|jpg|js|json|map|png|svg|ttf|txt|webp|woff2))$",
        RegexOptions.CultureInvariant)]
    private static partial Regex SegmentForm();
}
