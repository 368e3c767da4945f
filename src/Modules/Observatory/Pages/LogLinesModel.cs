using AstronomyShop.Contracts.Otlp;
using AstronomyShop.Modules.Observatory.Storage;

namespace AstronomyShop.Modules.Observatory.Pages;

/// <summary>A list of log records. In a trace they link to their spans, elsewhere to their traces.</summary>
internal sealed record LogLinesModel(IReadOnlyCollection<StoredLog> Lines, bool IsInTrace)
{
    public string AddressOf(StoredLog line) =>
        $"{(IsInTrace ? null : $"/observatory/traces/{StoredSpan.Hex(line.Line.TraceId)}")}#in-{StoredSpan.Hex(line.Line.SpanId)}";

    /// <summary>A class of the style sheet.</summary>
    public static string ToneOf(StoredLog line) => line.Severity switch
    {
        >= SeverityNumber.Error => "bad",
        >= SeverityNumber.Warn => "warn",
        _ => "calm",
    };
}
