namespace AstronomyShop.SharedKernel.Flags;

/// <summary>The document this process goes by. Whoever has a newer one hangs it up; whoever evaluates reads it without waiting.</summary>
public sealed class FlagStore
{
    private readonly Lock gate = new();
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile FlagDocument? current;

    /// <summary>Null until somebody has said which flags there are.</summary>
    public FlagDocument? Current => current;

    /// <summary>From now on this one holds.</summary>
    public void Publish(FlagDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        lock (gate)
        {
            if (current?.Text == document.Text)
            {
                return;
            }

            current = document;
            changed.SetResult();
            changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Returns as soon as another document hangs than the one that was seen.</summary>
    public async Task<FlagDocument> WaitForChangeAsync(FlagDocument? seen, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (current is { } document && document != seen)
                {
                    return document;
                }

                next = changed.Task;
            }

            await next.WaitAsync(cancellationToken);
        }
    }
}
