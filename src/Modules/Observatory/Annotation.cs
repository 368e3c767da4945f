using AstronomyShop.Modules.Observatory.Storage;
using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Observatory;

/// <summary>A moment at which somebody changed a feature flag, as a log line of the flags' keeper tells it.</summary>
internal sealed record Annotation(DateTime At, string Text)
{
    private const string EventName = "feature_flag.changed";

    /// <summary>Newest first.</summary>
    public static IReadOnlyList<Annotation> Since(DateTime since, LogBuffer logs) =>
        [.. logs.All().Where(line => line.Line.EventName == EventName && line.At >= since).Select(line => new Annotation(line.At, OtlpValues.Text(line.Line.Body)))];
}
