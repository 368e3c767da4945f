using System.Text.RegularExpressions;
using AstronomyShop.Contracts.Otlp;
using AstronomyShop.SharedKernel.Primitives;

namespace AstronomyShop.Modules.Edge.Ingest;

/// <summary>The attributes that browser telemetry may contain, and the forms of their values; everything else is removed.</summary>
internal static partial class BrowserTelemetry
{
    private const int MaxTextLength = 256;

    /// <summary>Maps the received attribute name to its current name in the semantic conventions.</summary>
    public static IReadOnlyDictionary<string, string> Names { get; } = new Dictionary<string, string>(
        ((string[])
        [
            "app.screen.name", "app.widget.name", "browser.language", "browser.mobile", "browser.platform", "demo.synthetic_request", "device.id", "enduser.id", "error.type",
            "event_type", "exception.type", "http.request.method", "http.response.status_code", "os.name", "os.version", "server.address", "server.port", "service.version",
            "session.id", "target_element", "telemetry.sdk.language", "telemetry.sdk.name", "telemetry.sdk.version", "url.full", "url.path",
            "user_agent.original", "web_vital.name", "web_vital.rating", "web_vital.value",
        ]).Select(name => KeyValuePair.Create(name, name)))
    {
        ["http.method"] = "http.request.method",
        ["http.status_code"] = "http.response.status_code",
        ["http.url"] = "url.full",
        ["http.user_agent"] = "user_agent.original",
    };

    /// <summary>The value if it has the form of its attribute; null otherwise.</summary>
    public static AnyValue? ValueOf(string name, AnyValue? value) => value?.ValueCase switch
    {
        AnyValue.ValueOneofCase.BoolValue => value,
        AnyValue.ValueOneofCase.DoubleValue => IsValid(name, value.DoubleValue) ? value : null,
        AnyValue.ValueOneofCase.IntValue => IsValid(name, value.IntValue) ? value : null,
        AnyValue.ValueOneofCase.StringValue => TextOf(name, Truncate(value.StringValue)) is { } text ? new AnyValue { StringValue = text } : null,
        _ => null,
    };

    /// <summary>The name of a span or an event, with each word replaced that is neither a plain word nor a known path.</summary>
    public static string NameOf(string name) => Truncate(string.Join(
        ' ', WithoutQuery(name).Split(' ').Select(word => word.Contains('/', StringComparison.Ordinal) ? UrlOf(word) : WordForm().IsMatch(word) && !TelemetryForms.MayBePersonal(word) ? word : TelemetryForms.Redacted)));

    // A query may contain personal data.
    public static string WithoutQuery(string text) => text.IndexOfAny(['?', '#']) is >= 0 and var end ? text[..end] : text;

    private static string? TextOf(string name, string text) => name switch
    {
        "session.id" or "enduser.id" => TelemetryForms.Uuid(text),
        "device.id" => TelemetryForms.Uuid(text) ?? (DeviceForm().IsMatch(text) && !TelemetryForms.MayBePersonal(text) ? text : null),
        "http.request.method" => TelemetryForms.Method(text),
        "server.address" => TelemetryForms.Host(text),
        "url.full" or "url.path" => UrlOf(WithoutQuery(text)),
        "user_agent.original" => TelemetryForms.UserAgent(text),
        _ => LabelForm().IsMatch(text) && !TelemetryForms.MayBePersonal(text) ? text : null,
    };

    // A measured time has fewer digits before its point than a card number.
    private static bool IsValid(string name, double number) => name switch
    {
        "http.response.status_code" => number is >= 0 and < 600,
        "server.port" => number is >= 0 and <= ushort.MaxValue,
        "web_vital.value" => Math.Abs(number) < 1e11,
        _ => false,
    };

    private static string UrlOf(string text) =>
        !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not "http" and not "https" ? TelemetryForms.Path(text)
        : $"{url.Scheme}://{TelemetryForms.Host(url.Host) ?? TelemetryForms.Redacted}{(url.IsDefaultPort ? "" : FormattableString.Invariant($":{url.Port}"))}{TelemetryForms.Path(Uri.UnescapeDataString(url.AbsolutePath))}";

    public static string Truncate(string text) => text.Length <= MaxTextLength ? text : text[..MaxTextLength];

    [GeneratedRegex(@"^(?:[A-Za-z_{\[(][\w.:{}\[\]()-]*)?$", RegexOptions.CultureInvariant | RegexOptions.ECMAScript)]
    private static partial Regex WordForm();

    // A street begins with its number, or ends with it.
    [GeneratedRegex(@"^(?:[A-Za-z_/(][\w.:;,/\[\]()>#+-]*(?: [A-Za-z_/(\[][\w.:;,/\[\]()>#+-]*)*|[0-9]{1,5}(?:[.][\w+-]{1,16}){0,5})?$", RegexOptions.CultureInvariant | RegexOptions.ECMAScript)]
    private static partial Regex LabelForm();

    [GeneratedRegex("^[0-9a-f]{16}$", RegexOptions.CultureInvariant)]
    private static partial Regex DeviceForm();
}
