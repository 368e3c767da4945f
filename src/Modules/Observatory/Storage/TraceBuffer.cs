using Google.Protobuf;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.Observatory.Storage;

/// <summary>The latest traces. The trace whose first span arrived earliest is evicted first.</summary>
internal sealed class TraceBuffer(IOptions<ObservatoryOptions> limits)
{
    public const int SpansPerTrace = 5_000;

    // The objects of a trace, and its places in a dictionary and a list; measured, not exact.
    private const int PerTrace = 240;

    private readonly Lock gate = new();
    private readonly Dictionary<ByteString, LinkedListNode<PendingTrace>> byId = [];
    private readonly LinkedList<PendingTrace> oldestFirst = new();
    private readonly SharedResources resources = new();
    private long bytes;
    private int count;
    private long evicted;

    /// <summary>The number of stored spans, their size in bytes, and the number of evicted and rejected spans.</summary>
    public (int Count, long Bytes, long Evicted) State
    {
        get
        {
            lock (gate)
            {
                return (count, bytes + resources.Bytes, evicted);
            }
        }
    }

    /// <summary>Adds a span.</summary>
    /// <returns>False when the trace has too many spans already.</returns>
    public bool Add(StoredSpan span)
    {
        lock (gate)
        {
            if (!byId.TryGetValue(span.Span.TraceId, out var node))
            {
                node = oldestFirst.AddLast(new PendingTrace(span.Span.TraceId));
                byId.Add(span.Span.TraceId, node);
                bytes += PerTrace;
            }

            if (node.Value.Spans.Count >= SpansPerTrace)
            {
                evicted++;
                return false;
            }

            node.Value.Spans.Add(span with { Resource = resources.Acquire(span.Resource) });
            node.Value.Bytes += span.Bytes;
            bytes += span.Bytes;
            count++;
            while ((count > limits.Value.Spans || bytes + resources.Bytes > limits.Value.SpanBytes) && oldestFirst.First is { } oldest)
            {
                Evict(oldest);
            }

            return true;
        }
    }

    public StoredTrace? Find(ByteString id)
    {
        lock (gate)
        {
            return byId.TryGetValue(id, out var node) ? node.Value.ToTrace() : null;
        }
    }

    /// <summary>All stored traces, newest first.</summary>
    public IReadOnlyList<StoredTrace> All()
    {
        var all = new List<StoredTrace>();
        lock (gate)
        {
            for (var node = oldestFirst.Last; node is not null; node = node.Previous)
            {
                all.Add(node.Value.ToTrace());
            }
        }

        return all;
    }

    private void Evict(LinkedListNode<PendingTrace> trace)
    {
        oldestFirst.Remove(trace);
        byId.Remove(trace.Value.Id);
        trace.Value.Spans.ForEach(span => resources.Release(span.Resource));
        bytes -= PerTrace + trace.Value.Bytes;
        count -= trace.Value.Spans.Count;
        evicted += trace.Value.Spans.Count;
    }

    private sealed class PendingTrace(ByteString id)
    {
        public ByteString Id => id;

        public List<StoredSpan> Spans { get; } = [];

        public long Bytes { get; set; }

        public StoredTrace ToTrace() => new(id, [.. Spans]);
    }
}
