using System.Text.Json;
using AstronomyShop.SharedKernel.FeatureFlags;
using AstronomyShop.SharedKernel.Web;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Flags.Pages;

/// <summary>All flags with a button per variant, and the latest changes.</summary>
internal static class FlagsPage
{
    private const int MaxShownChanges = 20;

    public static IResult Show(HttpContext context, FlagEvaluator flags, FlagChanges changes)
    {
        var all = flags.Document.Flags.Values.OrderBy(flag => flag.Key, StringComparer.Ordinal).ToList();
        var body = new Html().Add($"""
            <h1>Flags</h1>
            <p class="count">Turn a problem on, look for its symptom, turn it off. A change takes effect within a second, in every process.</p>
            <div class="cards">{new Html().Each(all, (html, flag) => html.Add($"{Card(flag)}"))}</div>
            <h2>Changes</h2>
            {List([.. changes.Latest.Take(MaxShownChanges)])}
            """);
        return Layout.Page(context, "Flags", body);
    }

    private static Html Card(Flag flag) => new Html().Add($"""
        <section class="card{(IsModified(flag) ? " turned" : "")}" id="{flag.Key}" aria-labelledby="name-{flag.Key}">
        <h3 id="name-{flag.Key}"><code>{flag.Key}</code>{State(flag)}</h3>
        <p>{Description(flag)}</p>
        {Guide(flag.Key)}
        {(flag.HasTargeting ? new Html().Add($"""<p class="rule">Targeting is on. This sets the variant of the first rule.</p>""") : null)}
        <form class="variants" method="post" action="/feature/choose">
        <input type="hidden" name="flag" value="{flag.Key}">
        {new Html().Each(flag.Variants.Keys, (html, name) => html.Add($"{Button(flag, name)}"))}
        </form>
        </section>
        """);

    private static Html Button(Flag flag, string variant)
    {
        var isChosen = variant == FlagSelection.Of(flag);
        return new Html().Add($"""<button name="variant" value="{variant}" id="{flag.Key}-{variant}" aria-pressed="{(isChosen ? "true" : "false")}">{variant}</button>""");
    }

    private static Html State(Flag flag) => flag.IsEnabled ? new Html() : new Html().Add($""" <span class="state">disabled: the caller's default applies</span>""");

    private static Html Guide(string flag) => FlagGuide.Of(flag) is not { } guide ? new Html() : new Html().Add($"""
        <dl><div><dt>Evaluated by</dt><dd>{guide.Where}</dd></div><div><dt>Symptom</dt><dd>{guide.Symptom}</dd></div></dl>
        """);

    private static Html List(IReadOnlyList<FlagChange> changes) => changes.Count == 0
        ? new Html().Add($"""<p class="nothing">No changes since this process started.</p>""")
        : new Html().Add($"""<ol class="changes">{new Html().Each(changes, (html, change) => html.Add(
            $"<li><time>{change.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC</time> <code>{change.Flag}</code> <b>{change.Description}</b> <small>{change.Author}</small></li>"))}</ol>""");

    // The shipped document has all problems turned off.
    private static bool IsModified(Flag flag) =>
        Shipped.Flags.GetValueOrDefault(flag.Key) is { } shipped && FlagSelection.Of(shipped) != FlagSelection.Of(flag);

    private static FlagDocument Shipped { get; } = FlagDocument.Parse(FlagFile.ShippedDocument);

    private static string Description(Flag flag) =>
        flag.Json.TryGetProperty("description", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
}
