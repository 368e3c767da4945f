using AstronomyShop.SharedKernel.Modularity;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>The export endpoint of one signal, from the standard <c>OTEL_EXPORTER_OTLP_*</c> variables.</summary>
internal sealed record OtlpEndpoint(Uri Address, bool IsGrpc, IReadOnlyList<KeyValuePair<string, string>> Headers, TimeSpan Timeout, bool IsCompressed, MutualTls? Tls)
{
    public const string TracesPath = "/v1/traces";
    public const string MetricsPath = "/v1/metrics";
    public const string LogsPath = "/v1/logs";

    private const string SchemeDelimiter = "://";

    /// <summary>Null when no endpoint is configured for the signal.</summary>
    /// <exception cref="SettingException">A variable has a value that cannot be read or is not supported.</exception>
    public static OtlpEndpoint? Read(OtelVariables variables, string signal)
    {
        var isExported = variables.OneOf($"OTEL_{signal.ToUpperInvariant()}_EXPORTER", ("otlp", true), ("none", false)) ?? true;
        var key = Name("ENDPOINT");
        if (!isExported || variables.Get(key) is not { } text)
        {
            return null;
        }

        var address = ParseAddress(key, text, variables.IsTrue(Name("INSECURE")));

        // 4318 is the port of OTLP over HTTP, so the protocol need not be set too.
        var isGrpc = variables.OneOf(Name("PROTOCOL"), ("grpc", true), ("http/protobuf", false)) ?? address.Port != 4318;
        return new OtlpEndpoint(
            isGrpc || key.Contains(signal, StringComparison.OrdinalIgnoreCase) ? address : new Uri($"{address.AbsoluteUri.TrimEnd('/')}/v1/{signal}"),
            isGrpc,
            variables.Pairs(Name("HEADERS")),
            TimeSpan.FromMilliseconds(variables.Number(Name("TIMEOUT")) ?? 10_000),
            variables.OneOf(Name("COMPRESSION"), ("gzip", true), ("none", false)) ?? false,
            MutualTls.ReadClient(variables.Configuration, Name("CLIENT_CERTIFICATE"), Name("CLIENT_KEY"), Name("CERTIFICATE")));

        string Name(string name) => variables.NameFor(signal, name);
    }

    // gRPC also takes an address without a scheme, to which a secure connection is the default.
    private static Uri ParseAddress(string key, string text, bool isInsecure) =>
        Uri.TryCreate(text.Contains(SchemeDelimiter, StringComparison.Ordinal) ? text : $"{(isInsecure ? "http" : "https")}{SchemeDelimiter}{text}", UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https"
            ? address
            : throw new SettingException(key, $"'{text}' is not a valid address; use a value like http://otel-collector:4317");
}
