using System.Collections.Frozen;

namespace AstronomyShop.SharedKernel.Flags.Targeting;

/// <summary>From its arguments, and for some from the data around them, to a value.</summary>
internal delegate object? Operator(object?[] arguments, object? data);

/// <summary>The operators that compute: JSONLogic's, and flagd's own.</summary>
internal static class Operators
{
    private static readonly FrozenDictionary<string, Operator> All = new Dictionary<string, Operator>
    {
        ["var"] = JsonLogicVariable.Find,
        ["missing"] = JsonLogicVariable.Missing,
        ["missing_some"] = JsonLogicVariable.MissingSome,
        ["=="] = (given, _) => JsonLogicCoercion.AreLooselyEqual(At(given, 0), At(given, 1)),
        ["!="] = (given, _) => !JsonLogicCoercion.AreLooselyEqual(At(given, 0), At(given, 1)),
        ["==="] = (given, _) => JsonLogicCoercion.AreStrictlyEqual(At(given, 0), At(given, 1)),
        ["!=="] = (given, _) => !JsonLogicCoercion.AreStrictlyEqual(At(given, 0), At(given, 1)),
        ["!"] = (given, _) => !JsonLogicCoercion.IsTrue(At(given, 0)),
        ["!!"] = (given, _) => JsonLogicCoercion.IsTrue(At(given, 0)),
        ["<"] = (given, _) => InOrder(given, order => order < 0),
        ["<="] = (given, _) => InOrder(given, order => order <= 0),
        [">"] = (given, _) => InOrder(given, order => order > 0),
        [">="] = (given, _) => InOrder(given, order => order >= 0),
        ["+"] = (given, _) => Number(given.Sum(JsonLogicCoercion.Number)),
        ["-"] = (given, _) => Number(given.Length == 1 ? -JsonLogicCoercion.Number(given[0]) : Fold(given, (left, right) => left - right)),
        ["*"] = (given, _) => Number(Fold(given, (left, right) => left * right)),
        ["/"] = (given, _) => Number(Fold(given, (left, right) => left / right)),
        ["%"] = (given, _) => Number(Fold(given, (left, right) => left % right)),
        ["max"] = (given, _) => Numbers(given).Max(),
        ["min"] = (given, _) => Numbers(given).Min(),
        ["in"] = (given, _) => IsIn(At(given, 0), At(given, 1)),
        ["cat"] = (given, _) => string.Concat(given.Select(part => part is null ? string.Empty : JsonLogicCoercion.Text(part))),
        ["substr"] = Substring,
        ["merge"] = (given, _) => given.SelectMany(part => part as object?[] ?? [part]).ToArray(),
        ["starts_with"] = (given, _) => given is [string text, string start] ? text.StartsWith(start, StringComparison.Ordinal) : null,
        ["ends_with"] = (given, _) => given is [string text, string end] ? text.EndsWith(end, StringComparison.Ordinal) : null,
        ["sem_ver"] = SemanticVersion.Compare,
        ["fractional"] = Fractional.Choose,
    }.ToFrozenDictionary();

    public static Operator? Find(string name) => All.GetValueOrDefault(name);

    private static object? At(object?[] given, int position) => position < given.Length ? given[position] : null;

    private static bool InOrder(object?[] given, Predicate<int> holds)
    {
        for (var next = 1; next < Math.Max(given.Length, 2); next++)
        {
            if (JsonLogicCoercion.Compare(At(given, next - 1), At(given, next)) is not { } order || !holds(order))
            {
                return false;
            }
        }

        return true;
    }

    private static double Fold(object?[] given, Func<double, double, double> step) =>
        given.Length == 0 ? throw new RuleException("computes with nothing") : given.Select(JsonLogicCoercion.Number).Aggregate(step);

    private static double Number(double result) =>
        double.IsFinite(result) ? result : throw new RuleException("computes what is no number");

    private static IEnumerable<double> Numbers(object?[] given) =>
        given.Length > 0 && Array.TrueForAll(given, item => item is double) ? given.Cast<double>()
        : throw new RuleException("compares what are no numbers");

    private static bool IsIn(object? item, object? whole) => whole switch
    {
        string text => text.Contains(JsonLogicCoercion.Text(item), StringComparison.Ordinal),
        object?[] list => Array.Exists(list, one => JsonLogicCoercion.AreStrictlyEqual(one, item)),
        _ => false,
    };

    private static string Substring(object?[] given, object? data)
    {
        var text = JsonLogicCoercion.Text(At(given, 0));
        var from = (int)Math.Clamp(JsonLogicCoercion.Number(At(given, 1)), -text.Length, text.Length);
        var start = from < 0 ? text.Length + from : from;
        var length = given.Length > 2 ? (int)Math.Clamp(JsonLogicCoercion.Number(given[2]), -text.Length, text.Length) : text.Length;
        var end = length < 0 ? text.Length + length : Math.Min(text.Length, start + length);
        return end > start ? text[start..end] : string.Empty;
    }
}
