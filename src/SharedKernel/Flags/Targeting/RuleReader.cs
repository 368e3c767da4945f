using System.Text.Json;

namespace AstronomyShop.SharedKernel.Flags.Targeting;

/// <summary>Reads JSONLogic once, when the document comes, so that an evaluation only runs what was read.</summary>
internal sealed class RuleReader(IReadOnlyDictionary<string, JsonElement> evaluators)
{
    // Deeper than any rule for people; a rule that names itself stops here.
    private const int DeepestRule = 100;

    /// <exception cref="RuleException">It is no rule.</exception>
    public Rule Read(JsonElement logic) => Read(logic, 0);

    private Rule Read(JsonElement logic, int depth)
    {
        if (depth > DeepestRule)
        {
            throw new RuleException("is nested too deep, or names itself");
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
            throw new RuleException($"has {members.Count} operators side by side: {string.Join(", ", members.Select(member => member.Name))}");
        }

        if (operation.Name == "$ref")
        {
            return operation.Value.ValueKind == JsonValueKind.String && evaluators.TryGetValue(operation.Value.GetString()!, out var shared)
                ? Read(shared, depth + 1)
                : throw new RuleException($"names {operation.Value.GetRawText()}, which $evaluators does not have");
        }

        if (JsonLogicControlFlow.Find(operation.Name) is { } flow)
        {
            return operation.Value.ValueKind == JsonValueKind.Array
                ? flow(ReadAll(operation.Value, depth))
                : throw new RuleException($"gives '{operation.Name}' no list");
        }

        return Operators.Find(operation.Name) is { } compute ? Apply(compute, operation.Value, depth)
            : throw new RuleException($"has an operator '{operation.Name}' that does not exist");
    }

    private Rule Apply(Operator compute, JsonElement arguments, int depth)
    {
        if (arguments.ValueKind == JsonValueKind.Array)
        {
            var all = ReadAll(arguments, depth);
            return data => compute(RunAll(all, data), data);
        }

        // A single argument may stand without its brackets, and may itself come to the whole list.
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
