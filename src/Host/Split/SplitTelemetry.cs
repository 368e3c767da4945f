namespace AstronomyShop.Host.Split;

/// <summary>
/// Where the processes of the split shop export their telemetry when no back end is configured: to the process that receives telemetry, so
/// that a purchase is one trace there, as it is in one process.
/// </summary>
internal static class SplitTelemetry
{
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Signals = ["TRACES", "METRICS", "LOGS"];

    public static bool HasBackEnd(IConfiguration configuration) =>
        configuration[Endpoint] is { Length: > 0 } || Signals.Any(signal => configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"] is { Length: > 0 });

    /// <summary>The variables of a process other than the receiver's.</summary>
    public static IEnumerable<KeyValuePair<string, string>> ToReceiver(ChildProcessSpec receiver, IConfiguration configuration)
    {
        yield return new(Endpoint, receiver.Grpc.ToString());
        yield return new("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");

        // A reader of the telemetry wants to see the latest data.
        foreach (var (name, milliseconds) in (KeyValuePair<string, string>[])[new("OTEL_BSP_SCHEDULE_DELAY", "500"), new("OTEL_METRIC_EXPORT_INTERVAL", "10000")])
        {
            if (configuration[name] is not { Length: > 0 })
            {
                yield return new(name, milliseconds);
            }
        }
    }
}
