using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>The standard <c>OTEL_*</c> variables, read once. The SDK itself reads the sampler settings.</summary>
internal sealed class OtelSettings(IConfiguration configuration)
{
    public bool IsDisabled { get; } = string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase);

    public OtlpEndpoint? Traces { get; } = OtlpEndpoint.Read(configuration, "traces");

    public OtlpEndpoint? Metrics { get; } = OtlpEndpoint.Read(configuration, "metrics");

    public OtlpEndpoint? Logs { get; } = OtlpEndpoint.Read(configuration, "logs");

    public IReadOnlyList<KeyValuePair<string, string>> ResourceAttributes { get; } =
        OtlpEndpoint.ReadPairs(configuration["OTEL_RESOURCE_ATTRIBUTES"]);

    public string? ServiceName { get; } = configuration["OTEL_SERVICE_NAME"];

    public TimeSpan MetricInterval { get; } = Milliseconds(configuration, "OTEL_METRIC_EXPORT_INTERVAL");

    public TimeSpan BatchDelay { get; } = Milliseconds(configuration, "OTEL_BSP_SCHEDULE_DELAY");

    public int QueueSize { get; } = Number(configuration, "OTEL_BSP_MAX_QUEUE_SIZE", 16_384);

    public int BatchSize { get; } = Number(configuration, "OTEL_BSP_MAX_EXPORT_BATCH_SIZE", 512);

    private static TimeSpan Milliseconds(IConfiguration configuration, string key) =>
        TimeSpan.FromMilliseconds(Number(configuration, key, 0));

    private static int Number(IConfiguration configuration, string key, int defaultValue) =>
        int.TryParse(configuration[key], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : defaultValue;
}
