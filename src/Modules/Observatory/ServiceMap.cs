using AstronomyShop.Modules.Observatory.Storage;

namespace AstronomyShop.Modules.Observatory;

/// <summary>The number of operations, how many failed, and the 95th percentile of their duration.</summary>
internal sealed record CallStatistics(int Count, int Errors, TimeSpan P95)
{
    public static readonly CallStatistics Zero = new(0, 0, TimeSpan.Zero);

    public double ErrorShare => Count == 0 ? 0 : (double)Errors / Count;

    public string ErrorText => $"{100 * ErrorShare:0.#} %";

    public string RateText(double minutes) => Count / minutes is var rate && rate >= 10 ? $"{rate:N0}/min" : $"{rate:0.#}/min";

    public static CallStatistics Of(IReadOnlyCollection<StoredSpan> spans)
    {
        if (spans.Count == 0)
        {
            return Zero;
        }

        var durations = spans.Select(span => span.Duration).Order().ToArray();
        return new CallStatistics(spans.Count, spans.Count(span => span.IsError), durations[(int)Math.Ceiling(durations.Length * 0.95) - 1]);
    }
}

/// <summary>The services and the calls between them, computed from the stored spans.</summary>
internal sealed record ServiceMap(IReadOnlyDictionary<string, CallStatistics> Services, IReadOnlyDictionary<(string From, string To), CallStatistics> Calls)
{
    /// <summary>
    /// A call is a server span whose parent belongs to another service. Page telemetry of a browser is not a call to the service.
    /// </summary>
    public static ServiceMap Of(IEnumerable<StoredTrace> traces, DateTime since)
    {
        var served = new List<StoredSpan>();
        var calls = new List<(string From, string To, StoredSpan Span)>();
        foreach (var trace in traces.Where(trace => trace.End >= since))
        {
            var byId = new Dictionary<Google.Protobuf.ByteString, StoredSpan>();
            foreach (var span in trace.Spans)
            {
                byId[span.Span.SpanId] = span;
            }

            foreach (var span in trace.Spans)
            {
                byId.TryGetValue(span.Span.ParentSpanId, out var parent);
                if (parent is not null && parent.Service != span.Service && span.IsServed)
                {
                    calls.Add((parent.Service, span.Service, span));
                }

                if (span.IsServed || parent is null)
                {
                    served.Add(span);
                }
            }
        }

        return new ServiceMap(
            served.GroupBy(span => span.Service).ToDictionary(group => group.Key, group => CallStatistics.Of([.. group])),
            calls.GroupBy(call => (call.From, call.To), call => call.Span).ToDictionary(group => group.Key, group => CallStatistics.Of([.. group])));
    }

    /// <summary>The map of the services with the most requests, and of the calls between them.</summary>
    public ServiceMap Busiest(int services, int calls)
    {
        if (Services.Count <= services && Calls.Count <= calls)
        {
            return this;
        }

        var shown = Services.OrderByDescending(service => service.Value.Count).ThenBy(service => service.Key, StringComparer.Ordinal).Take(services).ToDictionary();
        return new ServiceMap(
            shown,
            Calls.Where(call => shown.ContainsKey(call.Key.From) && shown.ContainsKey(call.Key.To)).OrderByDescending(call => call.Value.Count).ThenBy(call => call.Key).Take(calls).ToDictionary());
    }
}
