using Microsoft.AspNetCore.Http.HttpResults;

namespace AstronomyShop.Modules.Storefront.Forms;

/// <summary>The validation errors of a form: by field, and one that concerns no field.</summary>
internal sealed record FormErrors(IReadOnlyDictionary<string, string> Fields, string? General)
{
    public static readonly FormErrors None = new(new Dictionary<string, string>(), null);

    /// <summary>Converts the problem details of the API.</summary>
    public static FormErrors Of(ProblemHttpResult problem)
    {
        var details = problem.ProblemDetails;
        if (details.Extensions.TryGetValue("errors", out var errors) && errors is IReadOnlyDictionary<string, string[]> byField)
        {
            return new FormErrors(byField.ToDictionary(field => field.Key, field => string.Join("; ", field.Value)), null);
        }

        if (details.Extensions.TryGetValue("field", out var named) && named is string field && OrderDraft.FieldNames.Contains(field))
        {
            var said = details.Detail!.Replace($"{field}: ", string.Empty, StringComparison.Ordinal);
            return new FormErrors(new Dictionary<string, string> { [field] = said }, null);
        }

        return new FormErrors(new Dictionary<string, string>(), details.Detail);
    }

    public string? Of(string field) => Fields.GetValueOrDefault(field);
}
