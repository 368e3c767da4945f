using AstronomyShop.Modules.Flags.Scheduling;
using AstronomyShop.SharedKernel.Web;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Flags.Pages;

/// <summary>Starts and stops the scheduler, and shows its current run and history.</summary>
internal static class SchedulerPage
{
    public static IResult Show(HttpContext context, FlagEvaluator flags, Scheduler scheduler) =>
        Show(context, flags, scheduler, ScheduleForm.Prefilled(context.Request.Query["preset"].ToString(), flags.Document));

    public static IResult Show(HttpContext context, FlagEvaluator flags, Scheduler scheduler, ScheduleForm form, string? problem = null)
    {
        var body = new Html().Add($"""
            <h1>Scheduler</h1>
            <p class="count">In each interval the scheduler selects random flags, changes each for a while, and resets it. Stopping resets all of them immediately.</p>
            {(problem is null ? null : new Html().Add($"""<p class="problem" role="alert">Not started. {problem}</p>"""))}
            {(scheduler.Current is { } run ? Running(run) : Form(form, flags))}
            <h2>History</h2>
            {History(scheduler.History)}
            """);
        return Layout.Page(context, "Scheduler", body, problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static Html Running(SchedulerRun run) => new Html().Add($"""
        <section class="card turned">
        <h3>Running</h3>
        <dl>
        <div><dt>Since</dt><dd>{run.Since.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC</dd></div>
        <div><dt>Seed</dt><dd><code>{run.Seed}</code></dd></div>
        <div><dt>Interval</dt><dd>{run.Schedule.Interval.TotalSeconds:0} s</dd></div>
        <div><dt>This round</dt><dd>{new Html().Each(run.Changes, (html, change) => html.Add(
            $"<code>{change.Flag}</code> to <b>{change.Variant}</b> after {change.Offset.TotalSeconds:0} s for {change.Hold.TotalSeconds:0} s<br>"))}</dd></div>
        </dl>
        <form method="post" action="/feature/scheduler/stop"><button>Stop and reset all flags</button></form>
        </section>
        """);

    private static Html Form(ScheduleForm form, FlagEvaluator flags) => new Html().Add($"""
        <p class="presets">Presets: {new Html().Each(Schedule.Presets, (html, preset) => html.Add($"""<a href="/feature/scheduler?preset={preset.Key}">{preset.Key}</a> """))}</p>
        <form class="schedule" method="post" action="/feature/scheduler/start">
        <div class="fields">
        {Number("Interval, seconds", ScheduleForm.Interval, form)}
        {Number("Shortest hold, seconds", ScheduleForm.ShortestHold, form)}
        {Number("Longest hold, seconds", ScheduleForm.LongestHold, form)}
        {Number("Flags at once", ScheduleForm.AtOnce, form)}
        {Number("Seed (empty for a new one)", ScheduleForm.Seed, form)}
        </div>
        <fieldset><legend>Variants to use</legend>
        {new Html().Each(Scheduler.Eligible(flags.Document).OrderBy(flag => flag.Key, StringComparer.Ordinal), (html, flag) => html.Add($"{Variants(flag.Key, flag.Value, form)}"))}
        </fieldset>
        <button>Start</button>
        </form>
        """);

    private static Html Number(string label, string name, ScheduleForm form) =>
        new Html().Add($"""<label>{label}<input name="{name}" value="{form.Text(name)}" inputmode="numeric" autocomplete="off"></label>""");

    private static Html Variants(string flag, IReadOnlyList<string> variants, ScheduleForm form) => new Html().Add($"""
        <div class="choice" role="group" aria-label="{flag}"><code>{flag}</code>
        {new Html().Each(variants, (html, variant) => html.Add($"""
            <label class="tick"><input type="checkbox" name="turn" value="{flag}/{variant}"{Layout.Attribute("checked", "checked", form.IsChosen(flag, variant))}>{variant}</label>
            """))}
        </div>
        """);

    private static Html History(IReadOnlyList<CompletedChange> history) => history.Count == 0
        ? new Html().Add($"""<p class="nothing">No changes yet.</p>""")
        : new Html().Add($"""<ol class="changes">{new Html().Each(history, (html, past) => html.Add(
            $"<li><time>{past.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC</time> <code>{past.Change.Flag}</code> <b>{past.Change.Variant}</b> <small>for {past.Change.Hold.TotalSeconds:0} s</small></li>"))}</ol>""");
}
