namespace AstronomyShop.Host.Split;

/// <summary>
/// Where the processes of the split shop export a signal for which no back end is configured: to the process that receives telemetry, so
/// that a purchase is one trace there, as it is in one process.
/// </summary>
internal static class SplitTelemetry
{
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Signals = ["TRACES", "METRICS", "LOGS"];

    /// <summary>The back end that the settings name for any signal; null when they name none.</summary>
    public static string? BackEndOf(IConfiguration configuration) =>
        Signals.All(signal => !HasBackEnd(configuration, signal)) ? null : Value(configuration, Endpoint) ?? "see OTEL_*";

    /// <summary>The settings of a process other than the receiver's. They precede those of the user, which apply to a back end.</summary>
    public static IEnumerable<KeyValuePair<string, string>> ToReceiver(ChildProcessSpec receiver, IConfiguration configuration)
    {
        string[] received = [.. Signals.Where(signal => !HasBackEnd(configuration, signal))];
        foreach (var signal in received)
        {
            yield return new($"OTEL_{signal}_EXPORTER", "otlp");
            yield return new($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT", receiver.Grpc.ToString());
            yield return new($"OTEL_EXPORTER_OTLP_{signal}_PROTOCOL", "grpc");
        }

        if (received.Contains("METRICS"))
        {
            yield return new("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "cumulative");
        }

        // A reader of the telemetry wants to see the latest data.
        foreach (var (signal, name, milliseconds) in ((string, string, string)[])[("TRACES", "OTEL_BSP_SCHEDULE_DELAY", "500"), ("METRICS", "OTEL_METRIC_EXPORT_INTERVAL", "10000")])
        {
            if (received.Contains(signal) && Value(configuration, name) is null)
            {
                yield return new(name, milliseconds);
            }
        }
    }

    private static bool HasBackEnd(IConfiguration configuration, string signal) =>
        !string.Equals(Value(configuration, $"OTEL_{signal}_EXPORTER"), "none", StringComparison.OrdinalIgnoreCase)
        && (Value(configuration, $"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT") ?? Value(configuration, Endpoint)) is not null;

    private static string? Value(IConfiguration configuration, string name) => configuration[name]?.Trim() is { Length: > 0 } text ? text : null;
}
