using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>A piece of a page. What stands in the source is markup; what comes through a hole is encoded, unless it is a piece of a page itself.</summary>
internal sealed class Html
{
    public static readonly Html Empty = new(string.Empty);

    // The pages say that they are UTF-8: € and ž need no entity.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly string markup;

    private Html(string markup) => this.markup = markup;

    public static Html Of(Piece piece) => new(piece.Close());

    public static Html Join(IEnumerable<Html> pieces) => new(string.Join('\n', pieces));

    /// <summary>The piece only if it applies.</summary>
    public static Html If(bool applies, string markup) => applies ? new Html(markup) : Empty;

    public override string ToString() => markup;

    /// <summary>An interpolated string on its way to markup.</summary>
    [InterpolatedStringHandler]
    internal ref struct Piece(int literalLength, int holes)
    {
        private DefaultInterpolatedStringHandler text = new(literalLength, holes, CultureInfo.InvariantCulture);

        public void AppendLiteral(string markup) => text.AppendLiteral(markup);

        public void AppendFormatted(Html? piece) => text.AppendLiteral(piece?.markup ?? string.Empty);

        public void AppendFormatted(string? value) => text.AppendLiteral(Encoder.Encode(value ?? string.Empty));

        public void AppendFormatted(int value) => text.AppendFormatted(value);

        public string Close() => text.ToStringAndClear();
    }
}
