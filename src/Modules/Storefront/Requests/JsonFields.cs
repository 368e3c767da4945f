using System.Globalization;
using System.Text.Json;

namespace AstronomyShop.Modules.Storefront.Requests;

/// <summary>
/// Reads the fields of a JSON object and collects their problems. An invalid value is read as a default, which is never used because <see
/// cref="Require"/> throws first.
/// </summary>
internal sealed class JsonFields
{
    private readonly Func<string, JsonElement>? find;
    private readonly string path;
    private readonly List<FieldProblem> problems;

    /// <summary>Reads the fields of an object.</summary>
    public JsonFields(JsonElement json)
        : this(json, string.Empty, [])
    {
    }

    /// <summary>Reads separately received fields; a missing one is <c>default</c>.</summary>
    public JsonFields(IReadOnlyDictionary<string, JsonElement> json)
    {
        find = name => json.GetValueOrDefault(name);
        path = string.Empty;
        problems = [];
    }

    // A value that is not an object counts as one missing section: this is reported once and not again for each of its fields.
    private JsonFields(JsonElement json, string path, List<FieldProblem> problems)
    {
        find = json.ValueKind == JsonValueKind.Object ? name => json.TryGetProperty(name, out var value) ? value : default : null;
        this.path = path;
        this.problems = problems;
    }

    /// <exception cref="InvalidRequestException">At least one field that was read is invalid.</exception>
    public void Require()
    {
        if (problems.Count > 0)
        {
            throw new InvalidRequestException(problems);
        }
    }

    /// <summary>Reads text, which may be empty. A number is accepted as text, because zip codes are often sent as numbers.</summary>
    public string Text(string name)
    {
        var value = Find(name);
        return value.ValueKind switch
        {
            JsonValueKind.String when TryGetText(value, out var text) => text,
            JsonValueKind.Number => value.GetRawText(),
            _ => AddProblem(name, value, "must be a string", string.Empty),
        };
    }

    public string Uuid(string name)
    {
        var value = Find(name);
        return TryGetText(value, out var text) && UserIdFormat.IsValid(text) ? text : AddProblem(name, value, UserIdFormat.Problem, string.Empty);
    }

    /// <summary>Reads a whole number, which may be sent as a string of digits.</summary>
    public int Integer(string name)
    {
        var value = Find(name);
        var number = 0;
        return value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetInt32(out number) => number,
            JsonValueKind.String when TryGetText(value, out var text)
                && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) => number,
            _ => AddProblem(name, value, "must be a whole number", 0),
        };
    }

    public JsonFields Section(string name)
    {
        var value = Find(name);
        if (value.ValueKind != JsonValueKind.Object)
        {
            AddProblem(name, value, "must be an object", 0);
        }

        return new JsonFields(value, PathOf(name), problems);
    }

    public IEnumerable<JsonFields> List(string name)
    {
        var value = Find(name);
        return value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Select((item, position) => Entry(item, $"{PathOf(name)}[{position}]"))
            : AddProblem<JsonFields[]>(name, value, "must be a list", []);
    }

    private JsonFields Entry(JsonElement item, string place)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            problems.Add(new FieldProblem(place, "must be an object"));
        }

        return new JsonFields(item, place, problems);
    }

    private static bool TryGetText(JsonElement value, out string text)
    {
        text = string.Empty;
        try
        {
            text = value.ValueKind == JsonValueKind.String ? value.GetString()! : string.Empty;
            return value.ValueKind == JsonValueKind.String;
        }
        catch (InvalidOperationException)
        {
            // An unpaired surrogate cannot be encoded in UTF-8.
            return false;
        }
    }

    private JsonElement Find(string name) => find is null ? default : find(name);

    private string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";

    private T AddProblem<T>(string name, JsonElement value, string problem, T nothing)
    {
        if (find is not null)
        {
            problems.Add(new FieldProblem(PathOf(name), value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? "is missing" : problem));
        }

        return nothing;
    }
}
