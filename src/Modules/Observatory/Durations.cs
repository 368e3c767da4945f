using System.Globalization;

namespace AstronomyShop.Modules.Observatory;

/// <summary>Parses and formats durations: <c>250us</c>, <c>12.5ms</c>, <c>1h</c>.</summary>
internal static class Durations
{
    private static readonly (string Unit, double Seconds)[] Units = [("us", 1e-6), ("µs", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400)];

    public static string Show(TimeSpan time) => time switch
    {
        { TotalMilliseconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds:0} µs"),
        { TotalMilliseconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.00} ms"),
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms"),
        { TotalMinutes: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.0} min"),
    };

    /// <summary>Null when the text is not a duration; a number without a unit is milliseconds.</summary>
    public static TimeSpan? Read(string? text)
    {
        var written = text?.Trim() ?? "";
        var (unit, seconds) = Units.FirstOrDefault(one => written.EndsWith(one.Unit, StringComparison.Ordinal), (Unit: "", Seconds: 1e-3));
        return double.TryParse(written.AsSpan(0, written.Length - unit.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) && Math.Abs(number * seconds) < 1e9
            ? TimeSpan.FromSeconds(number * seconds)
            : null;
    }
}
