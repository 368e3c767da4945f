using System.Collections.Frozen;

namespace AstronomyShop.SharedKernel.FeatureFlags.Targeting;

/// <summary>The operators that decide which of their arguments are evaluated, and on which data.</summary>
internal static class JsonLogicControlFlow
{
    private static readonly FrozenDictionary<string, Func<Rule[], Rule>> All = new Dictionary<string, Func<Rule[], Rule>>
    {
        ["if"] = If,
        ["?:"] = If,
        ["and"] = rules => data => FirstThat(isTrue: false, rules, data),
        ["or"] = rules => data => FirstThat(isTrue: true, rules, data),
        ["map"] = rules => data => Array.ConvertAll(List(rules, data), item => At(rules, 1)(item)),
        ["filter"] = rules => data => Array.FindAll(List(rules, data), item => Holds(rules, item)),
        ["all"] = rules => data => List(rules, data) is { Length: > 0 } list && Array.TrueForAll(list, item => Holds(rules, item)),
        ["some"] = rules => data => Array.Exists(List(rules, data), item => Holds(rules, item)),
        ["none"] = rules => data => !Array.Exists(List(rules, data), item => Holds(rules, item)),
        ["reduce"] = rules => data => Reduce(rules, data),
    }.ToFrozenDictionary();

    public static Func<Rule[], Rule>? Find(string name) => All.GetValueOrDefault(name);

    private static Rule If(Rule[] rules) => data =>
    {
        var next = 0;
        for (; next + 1 < rules.Length; next += 2)
        {
            if (JsonLogicCoercion.IsTrue(rules[next](data)))
            {
                return rules[next + 1](data);
            }
        }

        return next < rules.Length ? rules[next](data) : null;
    };

    private static object? FirstThat(bool isTrue, Rule[] rules, object? data)
    {
        object? last = null;
        foreach (var rule in rules)
        {
            last = rule(data);
            if (JsonLogicCoercion.IsTrue(last) == isTrue)
            {
                break;
            }
        }

        return last;
    }

    private static object? Reduce(Rule[] rules, object? data) =>
        List(rules, data).Aggregate(
            rules.Length > 2 ? rules[2](data) : null,
            (accumulator, current) => At(rules, 1)(new Dictionary<string, object?> { ["current"] = current, ["accumulator"] = accumulator }));

    private static object?[] List(Rule[] rules, object? data) => At(rules, 0)(data) as object?[] ?? [];

    private static bool Holds(Rule[] rules, object? item) => JsonLogicCoercion.IsTrue(At(rules, 1)(item));

    private static Rule At(Rule[] rules, int position) =>
        position < rules.Length ? rules[position] : throw new RuleException("gives too few arguments to a list operator");
}
