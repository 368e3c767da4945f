using AstronomyShop.Modules.Observatory.Storage;
using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Observatory;

/// <summary>The time of a feature flag change, from the log event of the flag service.</summary>
internal sealed record Annotation(DateTime At, string Text)
{
    private const string EventName = "feature_flag.changed";
    private const int Max = 50;

    /// <summary>The latest annotations since a time, newest first.</summary>
    public static IReadOnlyList<Annotation> Since(DateTime since, LogBuffer logs) =>
        [.. logs.All().Where(line => line.Line.EventName == EventName && line.At >= since).Take(Max).Select(line => new Annotation(line.At, StoredText.CutName(OtlpValues.Text(line.Line.Body))))];
}
