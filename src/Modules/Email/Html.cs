using System.Globalization;
using System.Net;

namespace AstronomyShop.Modules.Email;

/// <summary>HTML as literal text with holes; whatever goes into a hole is encoded.</summary>
internal static class Html
{
    public static string Encode(FormattableString html) =>
        string.Format(CultureInfo.InvariantCulture, html.Format, [.. html.GetArguments().Select(hole => WebUtility.HtmlEncode(hole?.ToString()))]);
}
