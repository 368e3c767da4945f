using System.Text.RegularExpressions;
using AstronomyShop.Contracts.Otlp;
using AstronomyShop.SharedKernel.Primitives;
using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Edge.Ingest;

/// <summary>
/// Filters log events of clients by the rules for their spans and passes them on: the service name is one of two, only listed attributes
/// are kept, text is cut. The body is left out because it may contain user input; an error keeps its type and its stack trace.
/// </summary>
internal sealed partial class ClientLogIngest(TelemetryRelay relay, TimeProvider clock)
{
    private const string ExceptionType = "exception.type";
    private const string StackTrace = "exception.stacktrace";
    private const int MaxRecords = 200;
    private const int MaxStackTraceLength = 2_000;

    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(1);
    private static readonly TimeSpan MaxClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>Passes on the acceptable events and counts the others.</summary>
    public ExportLogsServiceResponse Accept(ExportLogsServiceRequest request)
    {
        var rejected = 0L;
        foreach (var reported in request.ResourceLogs)
        {
            var all = reported.ScopeLogs.SelectMany(scope => scope.LogRecords).ToList();
            var accepted = all.Where(IsAcceptable).Take(MaxRecords).Select(Clean).ToList();
            rejected += all.Count - accepted.Count;
            if (accepted.Count > 0)
            {
                var service = BrowserSpanFilter.ServiceOf(reported.Resource);
                relay.Enqueue(service, BrowserSpanFilter.Sanitize(reported.Resource?.Attributes ?? []), new ScopeLogs { Scope = new InstrumentationScope { Name = service }, LogRecords = { accepted } });
            }
        }

        var response = new ExportLogsServiceResponse();
        if (rejected > 0)
        {
            response.PartialSuccess = new() { RejectedLogRecords = rejected, ErrorMessage = "Log events must have a name and a current time, and come in small numbers." };
        }

        return response;
    }

    private bool IsAcceptable(LogRecord record)
    {
        var now = clock.GetUtcNow();
        return record.EventName.Length > 0
            && record.TraceId.Length is 0 or 16
            && record.SpanId.Length is 0 or 8
            && record.TimeUnixNano >= OtlpValues.Nanoseconds(now - MaxAge)
            && record.TimeUnixNano <= OtlpValues.Nanoseconds(now + MaxClockSkew);
    }

    private static LogRecord Clean(LogRecord record)
    {
        var attributes = BrowserSpanFilter.Sanitize(record.Attributes);
        var name = BrowserTelemetry.NameOf(record.EventName);
        var type = attributes.Find(pair => pair.Key == ExceptionType)?.Value.StringValue;
        var clean = new LogRecord
        {
            TimeUnixNano = record.TimeUnixNano,
            ObservedTimeUnixNano = record.TimeUnixNano,
            SeverityNumber = record.SeverityNumber,
            SeverityText = BrowserTelemetry.NameOf(record.SeverityText),
            EventName = name,
            Body = new AnyValue { StringValue = type ?? name },
            Attributes = { attributes },
            TraceId = record.TraceId,
            SpanId = record.SpanId,
            Flags = record.Flags,
        };
        if (record.Attributes.FirstOrDefault(pair => pair.Key == StackTrace)?.Value?.StringValue is { Length: > 0 } stack)
        {
            clean.Attributes.Add(OtlpValues.Pair(StackTrace, CleanStackTrace(stack)));
        }

        return clean;
    }

    // The first line of a stack is often the message of the error, which may contain user input: only frames are kept.
    private static string CleanStackTrace(string stack) => string.Join(
        '\n',
        stack[..Math.Min(stack.Length, MaxStackTraceLength)].Split('\n').Where(line => FrameForm().IsMatch(line)).Select(BrowserTelemetry.WithoutQuery)
            .Where(line => !TelemetryForms.MayBePersonal(line.Replace("@http", " http", StringComparison.Ordinal))));

    // "at pay (http://shop/entry.js:1:2)" and "pay@http://shop/entry.js:1:2".
    [GeneratedRegex(@"^\s*at \S|^[\w$.<>/]*@http", RegexOptions.CultureInvariant)]
    private static partial Regex FrameForm();
}
