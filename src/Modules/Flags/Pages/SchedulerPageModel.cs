using AstronomyShop.Modules.Flags.Evaluation;
using AstronomyShop.Modules.Flags.Scheduling;
using AstronomyShop.SharedKernel.Web;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Flags.Pages;

/// <summary>Starts and stops the scheduler, and shows its current run and history.</summary>
internal sealed record SchedulerPageModel(
    SchedulerRun? Run, IReadOnlyList<CompletedChange> History, IReadOnlyDictionary<string, IReadOnlyList<string>> Eligible, ScheduleForm Form, string? Problem)
{
    public static HtmlPage Page(HttpContext context, FlagEvaluator flags, Scheduler scheduler)
    {
        var preset = context.Request.Query["preset"].ToString();
        var problem = preset.Length == 0 || Schedule.Presets.ContainsKey(preset) ? null : $"Unknown preset. The presets are {string.Join(", ", Schedule.Presets.Keys)}.";
        return Page(context, flags, scheduler, ScheduleForm.Prefilled(preset, flags.Document), problem);
    }

    public static HtmlPage Page(HttpContext context, FlagEvaluator flags, Scheduler scheduler, ScheduleForm form, string? problem = null)
    {
        var model = new SchedulerPageModel(scheduler.Current, scheduler.History, Scheduler.Eligible(flags.Document), form, problem);
        return FlagsLayoutModel.Page(context, "Scheduler", new Pages_SchedulerPage { Model = model }, problem);
    }
}
