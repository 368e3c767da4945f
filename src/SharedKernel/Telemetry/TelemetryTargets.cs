namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>The target of each signal: the configured back end, otherwise the observatory of this process, otherwise null.</summary>
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
