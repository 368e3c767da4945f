using System.Text.Json;

namespace AstronomyShop.SharedKernel.FeatureFlags.Targeting;

/// <summary>Compiles JSONLogic once, when the document is loaded, so that an evaluation only runs the compiled rule.</summary>
internal sealed class RuleReader(IReadOnlyDictionary<string, JsonElement> evaluators)
{
    // Deeper than any rule a person writes; a rule that refers to itself stops here.
    private const int DeepestRule = 100;

    /// <exception cref="RuleException">The rule is invalid.</exception>
    public Rule Read(JsonElement logic) => Read(logic, 0);

    private Rule Read(JsonElement logic, int depth)
    {
        if (depth > DeepestRule)
        {
            throw new RuleException("is nested too deeply, or refers to itself");
        }

        switch (logic.ValueKind)
        {
            case JsonValueKind.Array:
                var items = ReadAll(logic, depth);
                return data => RunAll(items, data);

            case JsonValueKind.Object when logic.EnumerateObject().Any():
                return ReadOperation(logic, depth);

            default:
                var constant = JsonLogicLiteral.From(logic);
                return _ => constant;
        }
    }

    private Rule ReadOperation(JsonElement logic, int depth)
    {
        var members = logic.EnumerateObject().ToList();
        if (members is not [var operation])
        {
            throw new RuleException($"has {members.Count} operators in one object: {string.Join(", ", members.Select(member => member.Name))}");
        }

        if (operation.Name == "$ref")
        {
            return operation.Value.ValueKind == JsonValueKind.String && evaluators.TryGetValue(operation.Value.GetString()!, out var shared)
                ? Read(shared, depth + 1)
                : throw new RuleException($"refers to {operation.Value.GetRawText()}, which is not in $evaluators");
        }

        if (JsonLogicControlFlow.Find(operation.Name) is { } flow)
        {
            return operation.Value.ValueKind == JsonValueKind.Array
                ? flow(ReadAll(operation.Value, depth))
                : throw new RuleException($"does not give '{operation.Name}' a list");
        }

        return Operators.Find(operation.Name) is { } compute ? Apply(compute, operation.Value, depth)
            : throw new RuleException($"has an unknown operator '{operation.Name}'");
    }

    private Rule Apply(Operator compute, JsonElement arguments, int depth)
    {
        if (arguments.ValueKind == JsonValueKind.Array)
        {
            var all = ReadAll(arguments, depth);
            return data => compute(RunAll(all, data), data);
        }

        // A single argument may be written without brackets, and may itself evaluate to the whole list.
        var single = Read(arguments, depth + 1);
        return data =>
        {
            var argument = single(data);
            return compute(argument as object?[] ?? [argument], data);
        };
    }

    private Rule[] ReadAll(JsonElement list, int depth) => [.. list.EnumerateArray().Select(item => Read(item, depth + 1))];

    private static object?[] RunAll(Rule[] rules, object? data) => Array.ConvertAll(rules, rule => rule(data));
}
