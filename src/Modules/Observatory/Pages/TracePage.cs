using AstronomyShop.Contracts.Otlp;
using AstronomyShop.Modules.Observatory.Storage;
using AstronomyShop.SharedKernel.Telemetry;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Observatory.Pages;

/// <summary>One trace as a waterfall. Each span expands to its attributes and its log records.</summary>
internal static class TracePage
{
    private const int DeepestIndent = 24;

    public static IResult Show(HttpContext context, TelemetryStore store, string id)
    {
        var trace = id.Length == 32 && id.All(char.IsAsciiHexDigit) ? store.Traces.Find(ByteString.CopyFrom(Convert.FromHexString(id))) : null;
        if (trace is null)
        {
            var absent = new Html().Add($"""<h1>Trace not found</h1><p class="nothing">It may have been evicted to make room for newer ones. <a href="/observatory/">All traces</a></p>""");
            return Layout.Page(context, store, "Trace not found", absent, StatusCodes.Status404NotFound);
        }

        var logs = store.Logs.Of(trace.TraceId);
        var body = new Html().Add($"""
            <p class="crumbs"><a href="/observatory/">Traces</a> <code>{trace.Id}</code></p>
            <h1>{trace.Headline.Name}</h1>
            <dl class="facts">
            <div><dt>Start</dt><dd>{trace.Start:yyyy-MM-dd HH:mm:ss.fff} UTC</dd></div>
            <div><dt>Duration</dt><dd>{Durations.Show(trace.Duration)}</dd></div>
            <div><dt>Spans</dt><dd>{trace.Spans.Count}</dd></div>
            <div><dt>Services</dt><dd>{trace.Spans.Select(span => span.Service).Distinct().Count()}</dd></div>
            <div><dt>Errors</dt><dd>{trace.Spans.Count(span => span.IsError)}</dd></div>
            <div><dt>Logs</dt><dd><a href="#logs">{logs.Count}</a></dd></div>
            </dl>
            {Legend(trace)}
            <div class="waterfall">
            {Scale(trace.Duration)}
            {Rows(trace, logs.ToLookup(line => line.Line.SpanId))}
            </div>
            <h2 id="logs">Logs</h2>
            {LogsPage.List(logs, isInTrace: true)}
            """);
        return Layout.Page(context, store, trace.Headline.Name, body);
    }

    private static Html Legend(StoredTrace trace) => new Html().Add($"""<ul class="legend">{new Html().Each(
        trace.Spans.GroupBy(span => span.Service).OrderBy(service => service.Min(span => span.Span.StartTimeUnixNano)),
        (html, service) => html.Add($"<li>{Layout.Service(service.Key)} <small>{service.Count()}</small></li>"))}</ul>""");

    private static Html Scale(TimeSpan whole)
    {
        var marks = new Html().Each(Enumerable.Range(0, 5), (html, at) => html.Add($"<span>{Durations.Show(whole * at / 4)}</span>"));
        return new Html().Add($"""<div class="scale" aria-hidden="true"><span></span><div>{marks}</div></div>""");
    }

    private static Html Rows(StoredTrace trace, ILookup<ByteString, StoredLog> logs)
    {
        var whole = Math.Max(1, trace.Duration.Ticks);
        return new Html().Each(trace.InOrder(), (html, row) =>
        {
            var (span, depth) = row;
            var (from, length) = (100.0 * (span.Start - trace.Start).Ticks / whole, Math.Max(0.25, 100.0 * span.Duration.Ticks / whole));
            html.Add($"""
                <details class="span{(span.IsError ? " failed" : "")}" id="span-{span.Id}">
                <summary>
                <span class="label d{Math.Min(depth, DeepestIndent)}"><i class="dot {Layout.Colour(span.Service)}"></i><span class="name"><b>{span.Service}</b> {span.Name}</span>{Mark(span)}</span>
                <span class="bar"><svg preserveAspectRatio="none" viewBox="0 0 100 10" aria-hidden="true"><rect x="{Math.Min(from, 99.75):0.###}" width="{length:0.###}" y="1" height="8" class="{Layout.Colour(span.Service)}"/></svg><span class="took">{Durations.Show(span.Duration)}</span></span>
                </summary>
                <div class="inside" id="in-{span.Id}">{Inside(trace, span, [.. logs[span.Span.SpanId]])}</div>
                </details>
                """);
        });
    }

    private static Html Mark(StoredSpan span) => span.IsError ? new Html().Add($"""<span class="error">error</span>""") : new Html();

    private static Html Inside(StoredTrace trace, StoredSpan span, IReadOnlyList<StoredLog> logs)
    {
        var html = new Html().Add($"""
            <p class="small">{span.Span.Kind.ToString().ToLowerInvariant()} · span <code>{span.Id}</code> · starts at {Durations.Show(span.Start - trace.Start)} · recorded by {span.Scope}</p>
            {Attributes("Attributes", span.Span.Attributes)}
            """);
        if (span.Span.Events.Count > 0)
        {
            html.Add($"""<h3>Events</h3><ol class="events">{new Html().Each(span.Span.Events, (list, spanEvent) => list.Add(
                $"<li><b>{spanEvent.Name}</b> <small>at {Durations.Show(StoredSpan.At(spanEvent.TimeUnixNano) - trace.Start)}</small>{Attributes(null, spanEvent.Attributes)}</li>"))}</ol>""");
        }

        if (span.Span.Links.Count > 0)
        {
            html.Add($"""<h3>Links</h3><ul>{new Html().Each(span.Span.Links, (list, link) => list.Add(
                $"""<li><a href="/observatory/traces/{StoredSpan.Hex(link.TraceId)}#in-{StoredSpan.Hex(link.SpanId)}">trace {StoredSpan.Hex(link.TraceId)}</a></li>"""))}</ul>""");
        }

        if (logs.Count > 0)
        {
            html.Add($"<h3>Logs</h3>{LogsPage.List(logs, isInTrace: true)}");
        }

        return html.Add($"<details class=\"resource\"><summary>Resource</summary>{Attributes(null, span.Resource.Attributes)}</details>");
    }

    private static Html Attributes(string? title, RepeatedField<KeyValue> attributes)
    {
        if (attributes.Count == 0)
        {
            return new Html();
        }

        var heading = title is null ? new Html() : new Html().Add($"<h3>{title}</h3>");
        var rows = new Html().Each(
            attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal),
            (html, pair) => html.Add($"<tr><th scope=\"row\">{pair.Key}</th><td>{OtlpValues.Text(pair.Value)}</td></tr>"));
        return new Html().Add($"""{heading}<table class="attributes"><tbody>{rows}</tbody></table>""");
    }
}
