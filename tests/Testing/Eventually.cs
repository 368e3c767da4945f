namespace AstronomyShop.Tests.Testing;

/// <summary>Waits for what another process does in its own time, and no longer than it may take.</summary>
public static class Eventually
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Looks until it finds something.</summary>
    public static async Task<T> FindAsync<T>(string what, Func<CancellationToken, Task<T?>> look, TimeSpan within, CancellationToken cancellationToken)
        where T : class
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(within);
        while (true)
        {
            if (await look(cancellationToken) is { } found)
            {
                return found;
            }

            if (timeout.IsCancellationRequested)
            {
                throw new TimeoutException($"{what}: not within {within}");
            }

            await Task.Delay(PollInterval, cancellationToken);
        }
    }

    /// <summary>Looks until it holds.</summary>
    public static Task HoldsAsync(string what, Func<CancellationToken, Task<bool>> look, TimeSpan within, CancellationToken cancellationToken) =>
        FindAsync(what, async cancellationToken => await look(cancellationToken) ? what : null, within, cancellationToken);
}
