namespace AstronomyShop.Modules.Observatory.Pages;

/// <summary>Fields of the search forms.</summary>
internal static class Forms
{
    public static Html Choice(string label, string name, string? chosen, IEnumerable<string> choices, string any)
    {
        var options = new Html().Each(choices, (html, choice) => html.Add($"""<option value="{choice}"{On("selected", choice == chosen)}>{choice}</option>"""));
        return new Html().Add($"""<label>{label}<select name="{name}"><option value="">{any}</option>{options}</select></label>""");
    }

    public static Html Field(string label, string name, string? value, string hint, IEnumerable<string>? known = null)
    {
        if (known is null)
        {
            return new Html().Add($"""<label>{label}<input name="{name}" value="{value}" placeholder="{hint}" autocomplete="off"></label>""");
        }

        var options = new Html().Each(known, (html, one) => html.Add($"""<option value="{one}">"""));
        return new Html().Add($"""
            <label>{label}<input name="{name}" value="{value}" placeholder="{hint}" autocomplete="off" list="known-{name}"></label>
            <datalist id="known-{name}">{options}</datalist>
            """);
    }

    public static Html Tick(string label, string name, bool isOn) =>
        new Html().Add($"""<label class="tick"><input type="checkbox" name="{name}" value="true"{On("checked", isOn)}>{label}</label>""");

    /// <summary>What of the query cannot be read.</summary>
    public static Html Problems(IEnumerable<string> problems) =>
        new Html().Add($"""<ul class="nothing" role="alert">{new Html().Each(problems, (html, problem) => html.Add($"<li>{problem}</li>"))}</ul>""");

    private static Html On(string attribute, bool isOn) => isOn ? new Html().Add($" {attribute}") : new Html();
}
