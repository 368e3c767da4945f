using System.Globalization;

namespace AstronomyShop.SharedKernel.FeatureFlags.Targeting;

/// <summary>Truthiness, equality, order and string conversion of JSONLogic, which follow JavaScript.</summary>
internal static class JsonLogicCoercion
{
    public static bool IsTrue(object? value) => value switch
    {
        null => false,
        bool truth => truth,
        double number => number != 0 && !double.IsNaN(number),
        string text => text.Length > 0,
        object?[] list => list.Length > 0,
        Dictionary<string, object?> members => members.Count > 0,
        _ => true,
    };

    public static double Number(object? value) => value switch
    {
        null => 0,
        bool truth => truth ? 1 : 0,
        double number => number,
        string text when string.IsNullOrWhiteSpace(text) => 0,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => double.NaN,
    };

    public static bool AreStrictlyEqual(object? left, object? right) => (left, right) switch
    {
        (null, null) => true,
        (bool one, bool other) => one == other,
        (double one, double other) => one.Equals(other),
        (string one, string other) => one == other,
        _ => ReferenceEquals(left, right),
    };

    // Null equals zero and the empty string here, as in flagd's engines.
    public static bool AreLooselyEqual(object? left, object? right) =>
        (left is string && right is string) || left?.GetType() == right?.GetType() ? AreStrictlyEqual(left, right)
        : left is Array or Dictionary<string, object?> || right is Array or Dictionary<string, object?> ? Text(left) == Text(right)
        : left is string && right is null ? ((string)left).Length == 0
        : right is string && left is null ? ((string)right).Length == 0
        : Number(left) == Number(right);

    /// <summary>Negative, zero or positive; null when the two cannot be compared, and then every comparison is false.</summary>
    public static int? Compare(object? left, object? right)
    {
        if (left is string one && right is string other)
        {
            return string.CompareOrdinal(one, other);
        }

        var (first, second) = (Number(left), Number(right));
        return double.IsNaN(first) || double.IsNaN(second) ? null : first.CompareTo(second);
    }

    public static string Text(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        double number => Text(number),
        string text => text,
        object?[] list => string.Join(',', list.Select(item => item is null ? string.Empty : Text(item))),
        _ => "[object Object]",
    };

    private static string Text(double number) =>
        Math.Abs(number) < 1e18 && double.IsInteger(number) ? ((long)number).ToString(CultureInfo.InvariantCulture)
        : number.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');
}
