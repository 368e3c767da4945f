using AstronomyShop.Contracts.Otlp;
using AstronomyShop.Modules.Observatory.Storage;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Observatory.Pages;

/// <summary>The search page for log records.</summary>
internal static class LogsPage
{
    private const int MaxLines = 200;

    public static IResult Show(HttpContext context, TelemetryStore store)
    {
        var queryString = context.Request.Query;
        var (service, severity, text) = (queryString["service"].ToString(), queryString["severity"].ToString(), queryString["text"].ToString().Trim());
        var least = Enum.TryParse<SeverityNumber>(severity, ignoreCase: true, out var named) && Enum.IsDefined(named) ? named : SeverityNumber.Unspecified;
        var isUnderstood = severity.Length == 0 || least != SeverityNumber.Unspecified;
        var found = store.Logs.All()
            .Where(line => isUnderstood && (service.Length == 0 || line.Service == service) && line.Severity >= least && (text.Length == 0 || Has(line, text)))
            .Take(MaxLines).ToList();
        var body = new Html().Add($"""
            <h1>Logs</h1>
            <form class="search" action="/observatory/logs" role="search">
            {Forms.Choice("Service", "service", service, store.Services(), "any")}
            {Forms.Choice("Min severity", "severity", severity, ["Info", "Warn", "Error"], "any")}
            {Forms.Field("Contains", "text", text, "a word, an id")}
            <button>Search</button>
            </form>
            <p class="count">{found.Count} {(found.Count == 1 ? "log record" : "log records")}, newest first; times are UTC</p>
            {(isUnderstood ? List(found, isInTrace: false) : Forms.Problems(["Min severity must be Info, Warn or Error."]))}
            """);
        return Layout.Page(context, store, "Logs", body, isUnderstood ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    public static Html List(IReadOnlyCollection<StoredLog> lines, bool isInTrace)
    {
        if (lines.Count == 0)
        {
            return new Html().Add($"""<p class="nothing">No log records found.</p>""");
        }

        var rows = new Html().Each(lines, (html, line) => html.Add($"""
            <li class="line {Tone(line)}"><time>{line.At:HH:mm:ss.fff}</time><span class="severity">{line.Severity}</span>{Layout.Service(line.Service)}
            <span class="body">{Name(line)}{OtlpValues.Text(line.Line.Body)}{Values(line)}</span>{Trace(line, isInTrace)}</li>
            """));
        return new Html().Add($"""<ol class="lines">{rows}</ol>""");
    }

    private static bool Has(StoredLog line, string text) =>
        OtlpValues.Text(line.Line.Body).Contains(text, StringComparison.OrdinalIgnoreCase)
        || line.Line.EventName.Contains(text, StringComparison.OrdinalIgnoreCase)
        || StoredSpan.Hex(line.Line.TraceId) == text
        || line.Line.Attributes.Any(pair => $"{pair.Key}={OtlpValues.Text(pair.Value)}".Contains(text, StringComparison.OrdinalIgnoreCase));

    private static Html Name(StoredLog line) =>
        line.Line.EventName.Length == 0 ? new Html() : new Html().Add($"<code>{line.Line.EventName}</code> ");

    private static Html Values(StoredLog line) => line.Line.Attributes.Count == 0 ? new Html() : new Html().Add($"""<small>{new Html().Each(
        line.Line.Attributes, (html, pair) => html.Add($"<span>{pair.Key}={OtlpValues.Text(pair.Value)}</span> "))}</small>""");

    private static Html Trace(StoredLog line, bool isInTrace)
    {
        if (line.Line.TraceId.IsEmpty)
        {
            return new Html();
        }

        var span = $"#in-{StoredSpan.Hex(line.Line.SpanId)}";
        return isInTrace
            ? new Html().Add($"""<a href="{span}">span</a>""")
            : new Html().Add($"""<a href="/observatory/traces/{StoredSpan.Hex(line.Line.TraceId)}{span}">trace</a>""");
    }

    private static string Tone(StoredLog line) => line.Severity switch
    {
        >= SeverityNumber.Error => "bad",
        >= SeverityNumber.Warn => "warn",
        _ => "calm",
    };
}
