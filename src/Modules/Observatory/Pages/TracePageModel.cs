using AstronomyShop.Modules.Observatory.Storage;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Observatory.Pages;

/// <summary>One trace as a waterfall, of a very large one the first part. Each span expands to its attributes and its log records.</summary>
internal sealed record TracePageModel(StoredTrace Trace, IReadOnlyList<StoredLog> Logs)
{
    private const int MaxSpans = 1_000;
    private const int MaxLogs = 200;
    private const long MaxBytes = 4 * 1024 * 1024;

    public IReadOnlyList<SpanRowModel> Rows
    {
        get
        {
            var logs = Logs.ToLookup(line => line.Line.SpanId);
            return [.. Trace.InOrder().TakeWithin(MaxSpans, MaxBytes, row => row.Span.Bytes + row.Span.Resource.Bytes).Select(row => new SpanRowModel(Trace, row.Span, row.Depth, [.. logs[row.Span.Span.SpanId]]))];
        }
    }

    public static HtmlPage Page(HttpContext context, TelemetryStore store, string id)
    {
        var trace = id.Length == 32 && id.All(char.IsAsciiHexDigit) ? store.Traces.Find(ByteString.CopyFrom(Convert.FromHexString(id))) : null;
        return trace is null
            ? LayoutModel.Page(context, store, "Trace not found", new Pages_TraceNotFound(), StatusCodes.Status404NotFound)
            : LayoutModel.Page(context, store, trace.Headline.Name, new Pages_TracePage { Model = new(trace, [.. store.Logs.Of(trace.TraceId).TakeWithin(MaxLogs, MaxBytes, line => line.Bytes)]) });
    }
}
