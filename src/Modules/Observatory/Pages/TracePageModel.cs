using AstronomyShop.Modules.Observatory.Storage;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Observatory.Pages;

/// <summary>One trace as a waterfall. Each span expands to its attributes and its log records.</summary>
internal sealed record TracePageModel(StoredTrace Trace, IReadOnlyList<StoredLog> Logs)
{
    public IEnumerable<SpanRowModel> Rows
    {
        get
        {
            var logs = Logs.ToLookup(line => line.Line.SpanId);
            return Trace.InOrder().Select(row => new SpanRowModel(Trace, row.Span, row.Depth, [.. logs[row.Span.Span.SpanId]]));
        }
    }

    public static HtmlPage Page(HttpContext context, TelemetryStore store, string id)
    {
        var trace = id.Length == 32 && id.All(char.IsAsciiHexDigit) ? store.Traces.Find(ByteString.CopyFrom(Convert.FromHexString(id))) : null;
        return trace is null
            ? LayoutModel.Page(context, store, "Trace not found", new Pages_TraceNotFound(), StatusCodes.Status404NotFound)
            : LayoutModel.Page(context, store, trace.Headline.Name, new Pages_TracePage { Model = new(trace, store.Logs.Of(trace.TraceId)) });
    }
}
