using AstronomyShop.Contracts.Otlp;
using Google.Protobuf;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.Observatory.Storage;

/// <summary>A log record and the resource it came from.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Category">The name of the instrumentation scope.</param>
/// <param name="Line">A copy of the record, within the limits of <see cref="StoredText"/>.</param>
/// <param name="Bytes">What it takes in memory, without the resource.</param>
internal sealed record StoredLog(StoredResource Resource, string Category, LogRecord Line, long Bytes)
{
    // The objects of a record with its ids; measured, not exact.
    private const int PerRecord = 600;

    public string Service => Resource.Service;

    public DateTime At => StoredSpan.At(Line.TimeUnixNano == 0 ? Line.ObservedTimeUnixNano : Line.TimeUnixNano);

    /// <summary>The base level of its severity: 14 is still a warning.</summary>
    public SeverityNumber Severity => (SeverityNumber)(Line.SeverityNumber == 0 ? 0 : (((int)Line.SeverityNumber - 1) / 4 * 4) + 1);

    /// <summary>The copy of a record. An id that has not the length of an id is left out.</summary>
    public static StoredLog Of(StoredResource resource, string category, LogRecord line)
    {
        var text = new StoredText();
        var copy = new LogRecord
        {
            TimeUnixNano = line.TimeUnixNano,
            ObservedTimeUnixNano = line.ObservedTimeUnixNano,
            SeverityNumber = line.SeverityNumber,
            EventName = text.Name(line.EventName),
            Body = text.Value(line.Body),
            TraceId = line.TraceId.Length == StoredSpan.TraceIdLength ? line.TraceId : ByteString.Empty,
            SpanId = line.SpanId.Length == StoredSpan.SpanIdLength ? line.SpanId : ByteString.Empty,
            Attributes = { text.Attributes(line.Attributes) },
        };
        return new StoredLog(resource, category, copy, PerRecord + StoredText.BytesOf(category) + text.Bytes);
    }
}

/// <summary>The latest log records.</summary>
internal sealed class LogBuffer(IOptions<ObservatoryOptions> limits)
{
    private readonly Lock gate = new();
    private readonly Queue<StoredLog> oldestFirst = new();
    private readonly SharedResources resources = new();
    private long bytes;
    private long evicted;

    /// <summary>The number of stored records, their size in bytes, and the number of evicted records.</summary>
    public (int Count, long Bytes, long Evicted) State
    {
        get
        {
            lock (gate)
            {
                return (oldestFirst.Count, bytes + resources.Bytes, evicted);
            }
        }
    }

    public void Add(StoredLog line)
    {
        lock (gate)
        {
            oldestFirst.Enqueue(line with { Resource = resources.Acquire(line.Resource) });
            bytes += line.Bytes;
            while (oldestFirst.Count > limits.Value.LogLines || bytes + resources.Bytes > limits.Value.LogBytes)
            {
                var oldest = oldestFirst.Dequeue();
                resources.Release(oldest.Resource);
                bytes -= oldest.Bytes;
                evicted++;
            }
        }
    }

    /// <summary>All stored log records, newest first.</summary>
    public IReadOnlyList<StoredLog> All()
    {
        StoredLog[] kept;
        lock (gate)
        {
            kept = [.. oldestFirst];
        }

        // Services export in turns, so the order of arrival is not the order of time.
        return [.. kept.Reverse().OrderByDescending(line => line.At)];
    }

    public IReadOnlyList<StoredLog> Of(ByteString trace) => [.. All().Where(line => line.Line.TraceId.Equals(trace)).Reverse()];
}
