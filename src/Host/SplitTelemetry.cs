namespace AstronomyShop.Host;

/// <summary>
/// Where the processes of the split shop tell of themselves when nobody said where: to the one that runs the Observatory, so that a
/// purchase is one trace there as it is in one process.
/// </summary>
internal static class SplitTelemetry
{
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Signals = ["TRACES", "METRICS", "LOGS"];

    public static bool HasBackEnd(IConfiguration configuration) =>
        configuration[Endpoint] is { Length: > 0 } || Signals.Any(signal => configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"] is { Length: > 0 });

    /// <summary>The variables for a process that is not the Observatory's own.</summary>
    public static IEnumerable<KeyValuePair<string, string>> ToObservatory(ChildProcessSpec observatory, IConfiguration configuration)
    {
        yield return new(Endpoint, observatory.Grpc.ToString());
        yield return new("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");

        // Who looks at it wants to see what just happened.
        foreach (var (name, milliseconds) in (KeyValuePair<string, string>[])[new("OTEL_BSP_SCHEDULE_DELAY", "500"), new("OTEL_METRIC_EXPORT_INTERVAL", "10000")])
        {
            if (configuration[name] is not { Length: > 0 })
            {
                yield return new(name, milliseconds);
            }
        }
    }
}
