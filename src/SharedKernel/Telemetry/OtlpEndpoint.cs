using AstronomyShop.SharedKernel.Modularity;
using Microsoft.Extensions.Configuration;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>The export endpoint of one signal, from the standard <c>OTEL_EXPORTER_OTLP_*</c> variables.</summary>
internal sealed record OtlpEndpoint(Uri Address, bool IsGrpc, IReadOnlyList<KeyValuePair<string, string>> Headers, TimeSpan Timeout, MutualTls? Tls)
{
    public const string TracesPath = "/v1/traces";
    public const string MetricsPath = "/v1/metrics";
    public const string LogsPath = "/v1/logs";

    private const string Prefix = "OTEL_EXPORTER_OTLP_";

    /// <summary>Null when no endpoint is configured for the signal.</summary>
    public static OtlpEndpoint? Read(IConfiguration configuration, string signal)
    {
        var (own, all) = ($"{Prefix}{signal.ToUpperInvariant()}_ENDPOINT", $"{Prefix}ENDPOINT");
        var key = configuration[own] is { Length: > 0 } ? own : all;
        if (configuration[key] is not { Length: > 0 } text || configuration[$"OTEL_{signal.ToUpperInvariant()}_EXPORTER"] == "none")
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new SettingException(key, $"'{text}' is not a valid address; use a value like http://otel-collector:4317");
        }

        var isGrpc = IsGrpcBy(configuration, signal, address);

        // A signal-specific endpoint is used as it is; the signal's path is appended to the common endpoint.
        var path = isGrpc || key == own ? address : new Uri($"{address.AbsoluteUri.TrimEnd('/')}/v1/{signal}");
        return new OtlpEndpoint(path, isGrpc, ReadPairs(Setting(configuration, signal, "HEADERS")), ReadTimeout(configuration, signal), ReadTls(configuration));
    }

    /// <summary>Parses the format of headers and resource attributes: <c>key=value,key=value</c>, percent-encoded.</summary>
    public static List<KeyValuePair<string, string>> ReadPairs(string? text) =>
    [
        .. (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2, StringSplitOptions.TrimEntries))
            .Where(pair => pair is [{ Length: > 0 }, _])
            .Select(pair => KeyValuePair.Create(pair[0], Uri.UnescapeDataString(pair[1]))),
    ];

    // 4318 is the port of OTLP over HTTP, so the protocol need not be set too.
    private static bool IsGrpcBy(IConfiguration configuration, string signal, Uri address) => Setting(configuration, signal, "PROTOCOL") switch
    {
        null or "" => address.Port != 4318,
        "grpc" => true,
        "http/protobuf" => false,
        var other => throw new SettingException($"{Prefix}PROTOCOL", $"'{other}' is not supported; use grpc or http/protobuf"),
    };

    private static MutualTls? ReadTls(IConfiguration configuration) =>
        MutualTls.Read(configuration, $"{Prefix}CLIENT_CERTIFICATE", $"{Prefix}CLIENT_KEY", $"{Prefix}CERTIFICATE");

    private static TimeSpan ReadTimeout(IConfiguration configuration, string signal) =>
        TimeSpan.FromMilliseconds(OtelSettings.Number(Setting(configuration, signal, "TIMEOUT")) ?? 10_000);

    private static string? Setting(IConfiguration configuration, string signal, string name) =>
        configuration[$"{Prefix}{signal.ToUpperInvariant()}_{name}"] ?? configuration[$"{Prefix}{name}"];
}
