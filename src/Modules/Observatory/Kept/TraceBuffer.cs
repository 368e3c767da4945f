using Google.Protobuf;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.Observatory.Kept;

/// <summary>The latest traces. The trace that began to arrive first goes first.</summary>
internal sealed class TraceBuffer(IOptions<ObservatoryOptions> limits)
{
    private const int SpansPerTrace = 5_000;

    private readonly Lock gate = new();
    private readonly Dictionary<ByteString, LinkedListNode<Arriving>> byId = [];
    private readonly LinkedList<Arriving> oldestFirst = new();
    private long bytes;
    private int count;
    private long forgotten;

    /// <summary>How many spans are kept, how much they weigh, and how many had to go.</summary>
    public (int Count, long Bytes, long Forgotten) State
    {
        get
        {
            lock (gate)
            {
                return (count, bytes, forgotten);
            }
        }
    }

    public void Add(SeenSpan span)
    {
        lock (gate)
        {
            if (!byId.TryGetValue(span.Span.TraceId, out var node))
            {
                node = oldestFirst.AddLast(new Arriving(span.Span.TraceId));
                byId.Add(span.Span.TraceId, node);
            }

            if (node.Value.Spans.Count >= SpansPerTrace)
            {
                forgotten++;
                return;
            }

            var weight = span.Bytes;
            node.Value.Spans.Add(span);
            node.Value.Bytes += weight;
            bytes += weight;
            count++;
            while ((count > limits.Value.Spans || bytes > limits.Value.SpanBytes) && oldestFirst.First is { } oldest)
            {
                Forget(oldest);
            }
        }
    }

    public SeenTrace? Find(ByteString id)
    {
        lock (gate)
        {
            return byId.TryGetValue(id, out var node) ? node.Value.Look() : null;
        }
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<SeenTrace> All()
    {
        var all = new List<SeenTrace>();
        lock (gate)
        {
            for (var node = oldestFirst.Last; node is not null; node = node.Previous)
            {
                all.Add(node.Value.Look());
            }
        }

        return all;
    }

    private void Forget(LinkedListNode<Arriving> trace)
    {
        oldestFirst.Remove(trace);
        byId.Remove(trace.Value.Id);
        bytes -= trace.Value.Bytes;
        count -= trace.Value.Spans.Count;
        forgotten += trace.Value.Spans.Count;
    }

    private sealed class Arriving(ByteString id)
    {
        public ByteString Id => id;

        public List<SeenSpan> Spans { get; } = [];

        public long Bytes { get; set; }

        public SeenTrace Look() => new(id, [.. Spans]);
    }
}
