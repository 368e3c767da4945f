using System.Threading.Channels;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>
/// What the shop leaves for its telemetry to pick up. Leaving never waits: when more comes than is taken, the newest is dropped and
/// counted, so a slow back end costs spans and not sales.
/// </summary>
internal sealed class TelemetryQueue<T>(int capacity, int batchSize) : IDisposable
{
    private readonly Channel<T> waiting = Channel.CreateBounded<T>(new BoundedChannelOptions(capacity) { SingleReader = true });
    private readonly SemaphoreSlim fullBatch = new(0);
    private long added;
    private long dropped;

    public long Added => Interlocked.Read(ref added);

    public long Dropped => Interlocked.Read(ref dropped);

    /// <returns>False when there was no room.</returns>
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

    /// <summary>Hands over batch after batch: at once when one is full, else whatever came in the time of a delay.</summary>
    public async Task DrainAsync(TimeSpan delay, Func<IReadOnlyList<T>, CancellationToken, Task> take, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await ((Task)fullBatch.WaitAsync(delay, cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await TakeAllAsync(take, cancellationToken);
        }
    }

    /// <summary>Hands over what is still there.</summary>
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
