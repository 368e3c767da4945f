using System.Globalization;
using System.Text.RegularExpressions;

namespace AstronomyShop.Modules.Observatory;

/// <summary>Parses and formats durations: <c>250us</c>, <c>12.5ms</c>, <c>1h</c>.</summary>
internal static partial class Durations
{
    private const double MaxSeconds = 1e9;

    private static readonly (string Unit, double Seconds)[] Units = [("us", 1e-6), ("µs", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400)];

    public static string Show(TimeSpan time) => time switch
    {
        { TotalMilliseconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds:0} µs"),
        { TotalMilliseconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.00} ms"),
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms"),
        { TotalMinutes: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.0} min"),
    };

    /// <summary>Reads a duration, which may have several parts as in <c>1m30s</c>; a number without a unit is milliseconds.</summary>
    /// <returns>False when the text is not a duration. An empty text is no duration and no error.</returns>
    public static bool TryRead(string? text, out TimeSpan? time)
    {
        time = null;
        var rest = text?.Trim() ?? "";
        if (rest.Length == 0)
        {
            return true;
        }

        if (!Form().IsMatch(rest))
        {
            return false;
        }

        var seconds = Part().Matches(rest).Sum(part => double.Parse(part.Groups["number"].Value, NumberStyles.Float, CultureInfo.InvariantCulture) * SecondsOf(part.Groups["unit"].Value));
        if (!double.IsFinite(seconds) || seconds >= MaxSeconds)
        {
            return false;
        }

        time = TimeSpan.FromSeconds(seconds);
        return true;
    }

    private static double SecondsOf(string unit) => Units.FirstOrDefault(one => one.Unit == unit, (Unit: "", Seconds: 1e-3)).Seconds;

    [GeneratedRegex(@"^(?:[0-9]+(?:\.[0-9]+)?|(?:[0-9]+(?:\.[0-9]+)?(?:us|µs|ms|s|m|h|d))+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex(@"(?<number>[0-9]+(?:\.[0-9]+)?)(?<unit>us|µs|ms|s|m|h|d)?", RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
