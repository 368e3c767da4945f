using System.Collections.Concurrent;

namespace AstronomyShop.Modules.Checkout;

/// <summary>Wakes the queues of the relay when a message was written, so that they need not poll constantly.</summary>
internal sealed class OutboxSignal
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> waiting = new();

    /// <summary>Completes with the next signal.</summary>
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
