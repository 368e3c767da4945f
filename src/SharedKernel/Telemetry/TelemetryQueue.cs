using System.Threading.Channels;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>
/// A bounded queue of telemetry items to export. Adding never blocks: when the queue is full, the newest items are dropped and counted, so a
/// slow back end costs spans and not sales.
/// </summary>
internal sealed class TelemetryQueue<T>(int capacity, int batchSize) : IDisposable
{
    private readonly Channel<T> waiting = Channel.CreateBounded<T>(new BoundedChannelOptions(capacity) { SingleReader = true });
    private readonly SemaphoreSlim fullBatch = new(0);
    private long added;
    private long dropped;

    public long Added => Interlocked.Read(ref added);

    public long Dropped => Interlocked.Read(ref dropped);

    /// <returns>False when the queue was full.</returns>
    public bool Add(T item)
    {
        if (!waiting.Writer.TryWrite(item))
        {
            Interlocked.Increment(ref dropped);
            return false;
        }

        if (Interlocked.Increment(ref added) % batchSize == 0)
        {
            fullBatch.Release();
        }

        return true;
    }

    /// <summary>Passes on batch after batch: immediately when one is full, otherwise whatever arrived within the delay.</summary>
    public async Task DrainAsync(TimeSpan delay, Func<IReadOnlyList<T>, CancellationToken, Task> take, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await ((Task)fullBatch.WaitAsync(delay, cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await TakeAllAsync(take, cancellationToken);
        }
    }

    /// <summary>Passes on all remaining items.</summary>
    public async Task TakeAllAsync(Func<IReadOnlyList<T>, CancellationToken, Task> take, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested && waiting.Reader.TryRead(out var first))
        {
            var batch = new List<T>(Math.Min(batchSize, waiting.Reader.Count + 1)) { first };
            while (batch.Count < batchSize && waiting.Reader.TryRead(out var next))
            {
                batch.Add(next);
            }

            await take(batch, cancellationToken);
        }
    }

    public void Dispose() => fullBatch.Dispose();
}
