using System.Globalization;
using System.Text.RegularExpressions;

namespace AstronomyShop.SharedKernel.FeatureFlags.Targeting;

/// <summary><c>sem_ver</c>: compares versions by the rules of semver.org; a leading v and missing parts are accepted.</summary>
internal sealed partial record SemanticVersion(double Major, double Minor, double Patch, string[] PreRelease)
{
    public static object? Compare(object?[] arguments, object? data)
    {
        if (arguments is not [var left, var comparison, var right]
            || Parse(JsonLogicCoercion.Text(left)) is not { } first
            || Parse(JsonLogicCoercion.Text(right)) is not { } second)
        {
            return null;
        }

        return JsonLogicCoercion.Text(comparison) switch
        {
            "=" => first.CompareTo(second) == 0,
            "!=" => first.CompareTo(second) != 0,
            "<" => first.CompareTo(second) < 0,
            "<=" => first.CompareTo(second) <= 0,
            ">" => first.CompareTo(second) > 0,
            ">=" => first.CompareTo(second) >= 0,
            "^" => first.Major == second.Major,
            "~" => first.Major == second.Major && first.Minor == second.Minor,
            _ => null,
        };
    }

    private static SemanticVersion? Parse(string text)
    {
        var match = Form().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var pre = match.Groups["pre"].Value;
        return new SemanticVersion(
            Part("major"), Part("minor"), Part("patch"), pre.Length == 0 ? [] : pre.Split('.'));

        double Part(string name) =>
            match.Groups[name] is { Success: true } group ? double.Parse(group.Value, CultureInfo.InvariantCulture) : 0;
    }

    private int CompareTo(SemanticVersion other)
    {
        var order = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        return order != 0 ? order : ComparePreRelease(PreRelease, other.PreRelease);
    }

    // A version with a pre-release part comes before the same version without one.
    private static int ComparePreRelease(string[] left, string[] right)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            return right.Length.CompareTo(left.Length);
        }

        foreach (var (one, other) in left.Zip(right))
        {
            if (ComparePart(one, other) is not 0 and var order)
            {
                return order;
            }
        }

        return left.Length.CompareTo(right.Length);
    }

    private static int ComparePart(string one, string other) => (IsNumber(one), IsNumber(other)) switch
    {
        (true, true) => JsonLogicCoercion.Number(one).CompareTo(JsonLogicCoercion.Number(other)),
        (true, false) => -1,
        (false, true) => 1,
        _ => string.CompareOrdinal(one, other),
    };

    private static bool IsNumber(string part) => part.All(char.IsAsciiDigit);

    [GeneratedRegex(
        @"^[vV]?(?<major>0|[1-9]\d*)(\.(?<minor>0|[1-9]\d*)(\.(?<patch>0|[1-9]\d*)(-(?<pre>[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*))?(\+[0-9A-Za-z.-]+)?)?)?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
