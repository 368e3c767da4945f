using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>The settings of telemetry: the standard <c>OTEL_*</c> variables, read once. The SDK itself reads the sampler settings.</summary>
internal sealed class OtelSettings(IConfiguration configuration)
{
    public bool IsDisabled { get; } = string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the Observatory also receives what a back end receives.</summary>
    public bool KeepsObservatory { get; } = string.Equals(configuration["Telemetry:KeepObservatory"], "true", StringComparison.OrdinalIgnoreCase);

    public OtlpEndpoint? Traces { get; } = OtlpEndpoint.Read(configuration, "traces");

    public OtlpEndpoint? Metrics { get; } = OtlpEndpoint.Read(configuration, "metrics");

    public OtlpEndpoint? Logs { get; } = OtlpEndpoint.Read(configuration, "logs");

    public IReadOnlyList<KeyValuePair<string, string>> ResourceAttributes { get; } =
        OtlpEndpoint.ReadPairs(configuration["OTEL_RESOURCE_ATTRIBUTES"]);

    public string? ServiceName { get; } = configuration["OTEL_SERVICE_NAME"];

    /// <summary>Milliseconds; null when the variable is not set.</summary>
    public int? MetricInterval { get; } = Number(configuration["OTEL_METRIC_EXPORT_INTERVAL"]);

    /// <summary>Milliseconds; null when the variable is not set.</summary>
    public int? BatchDelay { get; } = Number(configuration["OTEL_BSP_SCHEDULE_DELAY"]);

    /// <summary>How many spans, and how many log records, a module keeps for export. Eighteen modules multiply it when a back end does not respond.</summary>
    public int QueueSize { get; } = Number(configuration["OTEL_BSP_MAX_QUEUE_SIZE"]) ?? 4_096;

    public int BatchSize { get; } = Number(configuration["OTEL_BSP_MAX_EXPORT_BATCH_SIZE"]) ?? 512;

    /// <summary>A positive number; null when the text is none.</summary>
    public static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
