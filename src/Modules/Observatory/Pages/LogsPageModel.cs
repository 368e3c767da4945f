using AstronomyShop.Contracts.Otlp;
using AstronomyShop.Modules.Observatory.Storage;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Observatory.Pages;

/// <summary>The search page for log records.</summary>
internal sealed record LogsPageModel(string Service, string Severity, string Text, IEnumerable<string> Services, bool IsUnderstood, IReadOnlyList<StoredLog> Found)
{
    private const int MaxLines = 200;
    private const long MaxBytes = 2 * 1024 * 1024;

    public static HtmlPage Page(HttpContext context, TelemetryStore store)
    {
        var queryString = context.Request.Query;
        var (service, severity, text) = (queryString["service"].ToString(), queryString["severity"].ToString(), queryString["text"].ToString().Trim());
        var least = Enum.TryParse<SeverityNumber>(severity, ignoreCase: true, out var named) && Enum.IsDefined(named) && !severity.Contains(',', StringComparison.Ordinal) ? named : SeverityNumber.Unspecified;
        var isUnderstood = severity.Length == 0 || least != SeverityNumber.Unspecified;
        var found = store.Logs.All()
            .Where(line => isUnderstood && (service.Length == 0 || line.Service == service) && line.Severity >= least && (text.Length == 0 || Has(line, text)))
            .TakeWithin(MaxLines, MaxBytes, line => line.Bytes).ToList();
        return LayoutModel.Page(
            context, store, "Logs", new Pages_LogsPage { Model = new(service, severity, text, store.Services(), isUnderstood, found) }, isUnderstood ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static bool Has(StoredLog line, string text) =>
        OtlpValues.Text(line.Line.Body).Contains(text, StringComparison.OrdinalIgnoreCase)
        || line.Line.EventName.Contains(text, StringComparison.OrdinalIgnoreCase)
        || StoredSpan.Hex(line.Line.TraceId) == text
        || line.Line.Attributes.Any(pair => $"{pair.Key}={OtlpValues.Text(pair.Value)}".Contains(text, StringComparison.OrdinalIgnoreCase));
}
