using System.Globalization;

namespace AstronomyShop.SharedKernel.FeatureFlags.Targeting;

/// <summary>The operators that read the evaluation data.</summary>
internal static class JsonLogicVariable
{
    public static object? Find(object?[] arguments, object? data)
    {
        if (arguments is [] or [null, ..] or ["", ..])
        {
            return data;
        }

        var defaultValue = arguments.Length > 1 ? arguments[1] : null;
        return TryFind(data, JsonLogicCoercion.Text(arguments[0]), out var found) ? found : defaultValue;
    }

    public static object? Missing(object?[] arguments, object? data) => MissingOf(arguments is [object?[] names, ..] ? names : arguments, data);

    public static object? MissingSome(object?[] arguments, object? data)
    {
        if (arguments is not [var wanted, object?[] names])
        {
            throw new RuleException("does not give 'missing_some' a number and a list");
        }

        var missing = MissingOf(names, data);
        return names.Length - missing.Length >= JsonLogicCoercion.Number(wanted) ? [] : missing;
    }

    private static object?[] MissingOf(object?[] names, object? data) =>
        Array.FindAll(names, name => !TryFind(data, JsonLogicCoercion.Text(name), out var found) || found is null or "");

    private static bool TryFind(object? data, string path, out object? found)
    {
        found = data;
        foreach (var step in path.Split('.'))
        {
            switch (found)
            {
                case Dictionary<string, object?> members when members.TryGetValue(step, out var member):
                    found = member;
                    break;

                case object?[] list when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < list.Length:
                    found = list[at];
                    break;

                default:
                    return false;
            }
        }

        return true;
    }
}
