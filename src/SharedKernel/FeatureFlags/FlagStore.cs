namespace AstronomyShop.SharedKernel.FeatureFlags;

/// <summary>Holds the current flag document of this process. Publishers replace it; evaluations read it without locking.</summary>
public sealed class FlagStore
{
    private readonly Lock gate = new();
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile FlagDocument? current;

    /// <summary>Null until a document has been published.</summary>
    public FlagDocument? Current => current;

    /// <summary>Makes a document the current one.</summary>
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

    /// <summary>Returns when the current document differs from the given one.</summary>
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
