using System.Globalization;
using System.Net;

namespace AstronomyShop.Modules.Email;

/// <summary>Builds HTML from an interpolated string; interpolated values are encoded.</summary>
internal static class Html
{
    public static string Encode(FormattableString html) =>
        string.Format(CultureInfo.InvariantCulture, html.Format, [.. html.GetArguments().Select(hole => WebUtility.HtmlEncode(hole?.ToString()))]);
}
