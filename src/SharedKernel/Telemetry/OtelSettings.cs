using OpenTelemetry.Metrics;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>The settings of telemetry: the standard <c>OTEL_*</c> variables, read once. The SDK itself reads the sampler and the attribute limits.</summary>
internal sealed class OtelSettings(OtelVariables variables)
{
    public bool IsDisabled { get; } = variables.IsTrue("OTEL_SDK_DISABLED");

    /// <summary>Whether the Observatory also receives what a back end receives.</summary>
    public bool KeepsObservatory { get; } = variables.IsTrue("Telemetry:KeepObservatory");

    public OtlpEndpoint? Traces { get; } = OtlpEndpoint.Read(variables, "traces");

    public OtlpEndpoint? Metrics { get; } = OtlpEndpoint.Read(variables, "metrics");

    public OtlpEndpoint? Logs { get; } = OtlpEndpoint.Read(variables, "logs");

    public IReadOnlyList<KeyValuePair<string, string>> ResourceAttributes { get; } = variables.Pairs("OTEL_RESOURCE_ATTRIBUTES");

    public string? ServiceName { get; } = variables.Get("OTEL_SERVICE_NAME");

    public BatchSettings SpanBatch { get; } = BatchSettings.Read(variables, "OTEL_BSP_");

    /// <summary>What is not set for log records is as for spans.</summary>
    public BatchSettings LogBatch { get; } = BatchSettings.Read(variables, "OTEL_BLRP_", "OTEL_BSP_");

    /// <summary>Milliseconds; null when the variable is not set.</summary>
    public int? MetricInterval { get; } = variables.Number("OTEL_METRIC_EXPORT_INTERVAL");

    /// <summary>Milliseconds; null when the variable is not set.</summary>
    public int? MetricTimeout { get; } = variables.Number("OTEL_METRIC_EXPORT_TIMEOUT");

    /// <summary>The temporality of the metrics of a back end; the Observatory and Prometheus get cumulative ones.</summary>
    public MetricReaderTemporalityPreference Temporality { get; } = variables.OneOf(
        "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE",
        ("cumulative", MetricReaderTemporalityPreference.Cumulative),
        ("delta", MetricReaderTemporalityPreference.Delta),
        ("lowmemory", MetricReaderTemporalityPreference.LowMemory)) ?? MetricReaderTemporalityPreference.Cumulative;

    public ExemplarFilterType Exemplars { get; } = variables.OneOf(
        "OTEL_METRICS_EXEMPLAR_FILTER",
        ("trace_based", ExemplarFilterType.TraceBased),
        ("always_on", ExemplarFilterType.AlwaysOn),
        ("always_off", ExemplarFilterType.AlwaysOff)) ?? ExemplarFilterType.TraceBased;
}

/// <summary>The queue of spans, or of log records, of each module.</summary>
/// <param name="Delay">Milliseconds; null when the variable is not set.</param>
/// <param name="Timeout">Milliseconds that the export of a batch may take.</param>
/// <param name="QueueSize">How many a module keeps for export. Eighteen modules multiply it when a back end does not respond.</param>
/// <param name="BatchSize">How many are exported in one request, at most the size of the queue.</param>
internal sealed record BatchSettings(int? Delay, int Timeout, int QueueSize, int BatchSize)
{
    public static BatchSettings Read(OtelVariables variables, params string[] prefixes)
    {
        var queue = Size("MAX_QUEUE_SIZE") ?? 4_096;
        return new BatchSettings(Time("SCHEDULE_DELAY"), Time("EXPORT_TIMEOUT") ?? 30_000, queue, Math.Min(Size("MAX_EXPORT_BATCH_SIZE") ?? 512, queue));

        int? Time(string name) => prefixes.Select(prefix => variables.Number(prefix + name)).FirstOrDefault(number => number is not null);
        int? Size(string name) => prefixes.Select(prefix => variables.Number(prefix + name, most: 1_000_000)).FirstOrDefault(number => number is not null);
    }
}
