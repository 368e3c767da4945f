using System.Collections.Frozen;

namespace AstronomyShop.SharedKernel.FeatureFlags.Targeting;

/// <summary>Computes a value from its arguments and, for some operators, from the evaluation data.</summary>
internal delegate object? Operator(object?[] arguments, object? data);

/// <summary>The operators that compute: those of JSONLogic, and flagd's additional ones.</summary>
internal static class Operators
{
    private static readonly FrozenDictionary<string, Operator> All = new Dictionary<string, Operator>
    {
        ["var"] = JsonLogicVariable.Find,
        ["missing"] = JsonLogicVariable.Missing,
        ["missing_some"] = JsonLogicVariable.MissingSome,
        ["=="] = (arguments, _) => JsonLogicCoercion.AreLooselyEqual(At(arguments, 0), At(arguments, 1)),
        ["!="] = (arguments, _) => !JsonLogicCoercion.AreLooselyEqual(At(arguments, 0), At(arguments, 1)),
        ["==="] = (arguments, _) => JsonLogicCoercion.AreStrictlyEqual(At(arguments, 0), At(arguments, 1)),
        ["!=="] = (arguments, _) => !JsonLogicCoercion.AreStrictlyEqual(At(arguments, 0), At(arguments, 1)),
        ["!"] = (arguments, _) => !JsonLogicCoercion.IsTrue(At(arguments, 0)),
        ["!!"] = (arguments, _) => JsonLogicCoercion.IsTrue(At(arguments, 0)),
        ["<"] = (arguments, _) => InOrder(arguments, order => order < 0),
        ["<="] = (arguments, _) => InOrder(arguments, order => order <= 0),
        [">"] = (arguments, _) => InOrder(arguments, order => order > 0),
        [">="] = (arguments, _) => InOrder(arguments, order => order >= 0),
        ["+"] = (arguments, _) => Number(arguments.Sum(JsonLogicCoercion.Number)),
        ["-"] = (arguments, _) => Number(arguments.Length == 1 ? -JsonLogicCoercion.Number(arguments[0]) : Fold(arguments, (left, right) => left - right)),
        ["*"] = (arguments, _) => Number(Fold(arguments, (left, right) => left * right)),
        ["/"] = (arguments, _) => Number(Fold(arguments, (left, right) => left / right)),
        ["%"] = (arguments, _) => Number(Fold(arguments, (left, right) => left % right)),
        ["max"] = (arguments, _) => Numbers(arguments).Max(),
        ["min"] = (arguments, _) => Numbers(arguments).Min(),
        ["in"] = (arguments, _) => IsIn(At(arguments, 0), At(arguments, 1)),
        ["cat"] = (arguments, _) => string.Concat(arguments.Select(part => part is null ? string.Empty : JsonLogicCoercion.Text(part))),
        ["substr"] = Substring,
        ["merge"] = (arguments, _) => arguments.SelectMany(part => part as object?[] ?? [part]).ToArray(),
        ["starts_with"] = (arguments, _) => arguments is [string text, string start] ? text.StartsWith(start, StringComparison.Ordinal) : null,
        ["ends_with"] = (arguments, _) => arguments is [string text, string end] ? text.EndsWith(end, StringComparison.Ordinal) : null,
        ["sem_ver"] = SemanticVersion.Compare,
        ["fractional"] = Fractional.Choose,
    }.ToFrozenDictionary();

    public static Operator? Find(string name) => All.GetValueOrDefault(name);

    private static object? At(object?[] arguments, int position) => position < arguments.Length ? arguments[position] : null;

    private static bool InOrder(object?[] arguments, Predicate<int> holds)
    {
        for (var next = 1; next < Math.Max(arguments.Length, 2); next++)
        {
            if (JsonLogicCoercion.Compare(At(arguments, next - 1), At(arguments, next)) is not { } order || !holds(order))
            {
                return false;
            }
        }

        return true;
    }

    private static double Fold(object?[] arguments, Func<double, double, double> step) =>
        arguments.Length == 0 ? throw new RuleException("has an arithmetic operator without arguments") : arguments.Select(JsonLogicCoercion.Number).Aggregate(step);

    private static double Number(double result) =>
        double.IsFinite(result) ? result : throw new RuleException("has an arithmetic result that is not a number");

    private static IEnumerable<double> Numbers(object?[] arguments) =>
        arguments.Length > 0 && Array.TrueForAll(arguments, item => item is double) ? arguments.Cast<double>()
        : throw new RuleException("compares values that are not numbers");

    private static bool IsIn(object? item, object? whole) => whole switch
    {
        string text => text.Contains(JsonLogicCoercion.Text(item), StringComparison.Ordinal),
        object?[] list => Array.Exists(list, one => JsonLogicCoercion.AreStrictlyEqual(one, item)),
        _ => false,
    };

    private static string Substring(object?[] arguments, object? data)
    {
        var text = JsonLogicCoercion.Text(At(arguments, 0));
        var from = (int)Math.Clamp(JsonLogicCoercion.Number(At(arguments, 1)), -text.Length, text.Length);
        var start = from < 0 ? text.Length + from : from;
        var length = arguments.Length > 2 ? (int)Math.Clamp(JsonLogicCoercion.Number(arguments[2]), -text.Length, text.Length) : text.Length;
        var end = length < 0 ? text.Length + length : Math.Min(text.Length, start + length);
        return end > start ? text[start..end] : string.Empty;
    }
}
