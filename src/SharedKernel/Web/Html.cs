using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace AstronomyShop.SharedKernel.Web;

/// <summary>
/// Markup under construction. What stands in the source is markup; whatever comes through a hole is text and is encoded, unless it is
/// itself <see cref="Html"/>. So no attribute of a span can become a tag.
/// </summary>
public sealed class Html
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder text = new();

    /// <summary>Adds what an interpolated string says.</summary>
    public Html Add([InterpolatedStringHandlerArgument("")] ref Piece piece)
    {
        _ = piece;
        return this;
    }

    /// <summary>Adds something for each.</summary>
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

    /// <summary>One interpolated string on its way into the markup.</summary>
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

        /// <summary>What stands in the source.</summary>
        public void AppendLiteral(string markup) => text.Append(markup);

        /// <summary>Markup already.</summary>
        public void AppendFormatted(Html? markup) => text.Append(markup?.text);

        /// <summary>Text, to be encoded.</summary>
        public void AppendFormatted(string? value) => text.Append(Encoder.Encode(value ?? ""));

        /// <summary>A number or a time.</summary>
        public void AppendFormatted<T>(T value, string? format = null)
            where T : IFormattable => AppendFormatted(value.ToString(format, CultureInfo.InvariantCulture));
    }
}
