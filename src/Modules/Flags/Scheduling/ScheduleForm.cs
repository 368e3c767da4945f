using System.Globalization;
using AstronomyShop.SharedKernel.FeatureFlags;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace AstronomyShop.Modules.Flags.Scheduling;

/// <summary>The fields of the scheduler's form, as submitted or with initial values.</summary>
internal sealed class ScheduleForm(IReadOnlyDictionary<string, StringValues> fields)
{
    public const string Interval = "interval";
    public const string ShortestHold = "shortestHold";
    public const string LongestHold = "longestHold";
    public const string AtOnce = "atOnce";
    public const string Seed = "seed";

    private const string Turn = "turn";

    private static readonly (TimeSpan Interval, TimeSpan ShortestHold, TimeSpan LongestHold) ByDefault =
        (TimeSpan.FromSeconds(900), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(180));

    public static ScheduleForm Of(IFormCollection form) => new(form.ToDictionary());

    /// <summary>A form with the times of a preset, or the default times; all flags are selected.</summary>
    public static ScheduleForm Prefilled(string preset, FlagDocument document)
    {
        var times = Schedule.Presets.TryGetValue(preset, out var known) ? known : ByDefault;
        return new ScheduleForm(new Dictionary<string, StringValues>
        {
            [Interval] = Seconds(times.Interval),
            [ShortestHold] = Seconds(times.ShortestHold),
            [LongestHold] = Seconds(times.LongestHold),
            [AtOnce] = "1",
            [Turn] = Scheduler.Eligible(document).SelectMany(flag => flag.Value.Select(variant => $"{flag.Key}/{variant}")).ToArray(),
        });
    }

    public string Text(string field) => fields.GetValueOrDefault(field).ToString().Trim();

    public bool IsChosen(string flag, string variant) => fields.GetValueOrDefault(Turn).Contains($"{flag}/{variant}");

    /// <summary>Returns the schedule of the form, or why it is invalid.</summary>
    public (Schedule? Schedule, string? Problem) Read(FlagDocument document)
    {
        if (!TryNumber(Interval, out var interval) || !TryNumber(ShortestHold, out var shortest) || !TryNumber(LongestHold, out var longest)
            || !TryNumber(AtOnce, out var atOnce))
        {
            return (null, "Interval, holds and flags at once must be whole numbers.");
        }

        int? seed = null;
        if (Text(Seed).Length > 0)
        {
            if (!TryNumber(Seed, out var given))
            {
                return (null, "The seed must be a whole number.");
            }

            seed = given;
        }

        var schedule = new Schedule(TimeSpan.FromSeconds(interval), TimeSpan.FromSeconds(shortest), TimeSpan.FromSeconds(longest), atOnce, seed, Chosen(document));
        return schedule.Problem() is { } problem ? (null, problem) : (schedule, null);
    }

    private Dictionary<string, IReadOnlyList<string>> Chosen(FlagDocument document) => Scheduler.Eligible(document)
        .Select(flag => (flag.Key, Variants: (IReadOnlyList<string>)[.. flag.Value.Where(variant => IsChosen(flag.Key, variant))]))
        .Where(flag => flag.Variants.Count > 0)
        .ToDictionary(flag => flag.Key, flag => flag.Variants);

    private bool TryNumber(string field, out int number) => int.TryParse(Text(field), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString(CultureInfo.InvariantCulture);
}
