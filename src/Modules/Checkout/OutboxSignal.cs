using System.Collections.Concurrent;

namespace AstronomyShop.Modules.Checkout;

/// <summary>Wakes the relay's queues when something was written, so that they need not look all the time.</summary>
internal sealed class OutboxSignal
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> waiting = new();

    /// <summary>Done with the next ring.</summary>
    public Task WaitAsync(string queue) => waiting.GetOrAdd(queue, _ => NewSignal()).Task;

    public void Set()
    {
        foreach (var queue in waiting.Keys)
        {
            if (waiting.TryRemove(queue, out var ring))
            {
                ring.SetResult();
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
