namespace AstronomyShop.Modules.Observatory.Pages;

/// <summary>A small line chart in SVG, without a script.</summary>
internal static class Chart
{
    private const double Width = 240;
    private const double Height = 48;

    /// <param name="values">The values from left to right.</param>
    /// <param name="label">The accessible name of the chart.</param>
    /// <param name="tone">A class of the style sheet.</param>
    /// <param name="marks">The positions of annotations, from 0 at the left to 1 at the right, and their texts.</param>
    public static Html Of(IReadOnlyList<double> values, string label, string tone, IReadOnlyList<(double At, string Text)>? marks = null)
    {
        if (values.Count < 2)
        {
            return new Html().Add($"""<span class="soon">not enough data</span>""");
        }

        var top = Math.Max(values.Max(), 1e-12);
        var line = string.Join(' ', values.Select((value, at) =>
            FormattableString.Invariant($"{at * Width / (values.Count - 1):0.#},{Height - 2 - (Math.Max(0, value) / top * (Height - 6)):0.#}")));
        return new Html().Add($"""
            <svg class="chart {tone}" viewBox="0 0 {Width} {Height}" preserveAspectRatio="none" role="img" aria-label="{label}">
            <polygon points="0,{Height} {line} {Width},{Height}"/><polyline points="{line}"/>{new Html().Each(marks ?? [], (html, mark) => html.Add(
                $"""<line class="mark" x1="{mark.At * Width:0.#}" x2="{mark.At * Width:0.#}" y1="0" y2="{Height}"><title>{mark.Text}</title></line>"""))}</svg>
            """);
    }
}
