using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace AstronomyShop.SharedKernel.Web;

/// <summary>
/// Builds markup. Literal parts of an interpolated string are markup; interpolated values are text and are encoded, unless they are <see
/// cref="Html"/>. So no attribute of a span can become a tag.
/// </summary>
public sealed class Html
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder text = new();

    /// <summary>Appends an interpolated string.</summary>
    public Html Add([InterpolatedStringHandlerArgument("")] ref Piece piece)
    {
        _ = piece;
        return this;
    }

    /// <summary>Appends something for each item.</summary>
    public Html Each<T>(IEnumerable<T> items, Action<Html, T> add)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(add);
        foreach (var item in items)
        {
            add(this, item);
        }

        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    /// <summary>The interpolated string handler that builds the markup.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Piece
    {
        private readonly StringBuilder text;

        /// <summary>Called by the compiler.</summary>
        public Piece(int literalLength, int formattedCount, Html html)
        {
            ArgumentNullException.ThrowIfNull(html);
            text = html.text;
            text.EnsureCapacity(text.Length + literalLength + (formattedCount * 16));
        }

        /// <summary>Appends literal markup.</summary>
        public void AppendLiteral(string markup) => text.Append(markup);

        /// <summary>Appends markup without encoding.</summary>
        public void AppendFormatted(Html? markup) => text.Append(markup?.text);

        /// <summary>Appends encoded text.</summary>
        public void AppendFormatted(string? value) => text.Append(Encoder.Encode(value ?? ""));

        /// <summary>Appends a number or a time.</summary>
        public void AppendFormatted<T>(T value, string? format = null)
            where T : IFormattable => AppendFormatted(value.ToString(format, CultureInfo.InvariantCulture));
    }
}
