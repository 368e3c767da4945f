namespace AstronomyShop.Modules.Observatory.Pages;

/// <summary>A small line chart in SVG, without a script.</summary>
/// <param name="Values">The values from left to right.</param>
/// <param name="Label">The accessible name of the chart.</param>
/// <param name="Tone">A class of the style sheet.</param>
/// <param name="Marks">The positions of annotations, from 0 at the left to 1 at the right, and their texts.</param>
internal sealed record ChartModel(IReadOnlyList<double> Values, string Label, string Tone, IReadOnlyList<(double At, string Text)> Marks)
{
    public const double Width = 240;
    public const double Height = 48;

    /// <summary>The points of the line.</summary>
    public string Line
    {
        get
        {
            var top = Math.Max(Values.Max(), 1e-12);
            return string.Join(' ', Values.Select((value, at) =>
                FormattableString.Invariant($"{at * Width / (Values.Count - 1):0.#},{Height - 2 - (Math.Max(0, value) / top * (Height - 6)):0.#}")));
        }
    }
}
