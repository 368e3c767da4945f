namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>Who takes each signal: the back end that the variables name, else the observatory if it runs here, else nobody.</summary>
internal sealed record TelemetryTargets(ITelemetryTarget? Traces, ITelemetryTarget? Metrics, ITelemetryTarget? Logs)
{
    public static readonly TelemetryTargets None = new(null, null, null);

    public static TelemetryTargets Of(OtelSettings settings, ITelemetryTarget backEnd, ITelemetryTarget? observatory) =>
        settings.IsDisabled
            ? None
            : new(
                settings.Traces is null ? observatory : backEnd,
                settings.Metrics is null ? observatory : backEnd,
                settings.Logs is null ? observatory : backEnd);
}
