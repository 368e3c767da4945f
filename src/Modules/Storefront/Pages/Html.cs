using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>
/// A piece of markup. Literal parts of an interpolated string are markup; interpolated values are encoded, unless they are <see cref="Html"/>.
/// </summary>
internal sealed class Html
{
    public static readonly Html Empty = new(string.Empty);

    // The pages are declared as UTF-8: € and ž need no entity.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly string markup;

    private Html(string markup) => this.markup = markup;

    public static Html Of(Piece piece) => new(piece.Close());

    public static Html Join(IEnumerable<Html> pieces) => new(string.Join('\n', pieces));

    /// <summary>Returns the markup if the condition is true, otherwise nothing.</summary>
    public static Html If(bool applies, string markup) => applies ? new Html(markup) : Empty;

    public override string ToString() => markup;

    /// <summary>The interpolated string handler that builds the markup.</summary>
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
