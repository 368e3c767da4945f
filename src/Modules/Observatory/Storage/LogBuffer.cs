using AstronomyShop.Contracts.Otlp;
using Google.Protobuf;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.Observatory.Storage;

/// <summary>A log record and the service it came from.</summary>
internal sealed record StoredLog(string Service, string Category, LogRecord Line)
{
    public DateTime At => StoredSpan.At(Line.TimeUnixNano == 0 ? Line.ObservedTimeUnixNano : Line.TimeUnixNano);

    public long Bytes => 400 + (2L * Line.CalculateSize()) + (120L * Line.Attributes.Count);

    /// <summary>The base level of its severity: 14 is still a warning.</summary>
    public SeverityNumber Severity => (SeverityNumber)(Line.SeverityNumber == 0 ? 0 : (((int)Line.SeverityNumber - 1) / 4 * 4) + 1);
}

/// <summary>The latest log records.</summary>
internal sealed class LogBuffer(IOptions<ObservatoryOptions> limits)
{
    private readonly Lock gate = new();
    private readonly Queue<(StoredLog Line, long Bytes)> oldestFirst = new();
    private long bytes;
    private long evicted;

    public (int Count, long Bytes, long Forgotten) State
    {
        get
        {
            lock (gate)
            {
                return (oldestFirst.Count, bytes, evicted);
            }
        }
    }

    public void Add(StoredLog line)
    {
        var weight = line.Bytes;
        lock (gate)
        {
            oldestFirst.Enqueue((line, weight));
            bytes += weight;
            while (oldestFirst.Count > limits.Value.LogLines || bytes > limits.Value.LogBytes)
            {
                bytes -= oldestFirst.Dequeue().Bytes;
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
            kept = [.. oldestFirst.Select(kept => kept.Line)];
        }

        // Services export in turns, so the order of arrival is not the order of time.
        return [.. kept.Reverse().OrderByDescending(line => line.At)];
    }

    public IReadOnlyList<StoredLog> Of(ByteString trace) => [.. All().Where(line => line.Line.TraceId.Equals(trace)).Reverse()];
}
