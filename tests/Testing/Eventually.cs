namespace AstronomyShop.Tests.Testing;

/// <summary>Waits for what another process does in its own time, and no longer than it may take.</summary>
public static class Eventually
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(50);

    /// <summary>Looks until it finds something.</summary>
    public static async Task<T> Find<T>(string what, Func<CancellationToken, Task<T?>> look, TimeSpan within, CancellationToken cancellation)
        where T : class
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(within);
        while (true)
        {
            if (await look(cancellation) is { } found)
            {
                return found;
            }

            if (patience.IsCancellationRequested)
            {
                throw new TimeoutException($"{what}: not within {within}");
            }

            await Task.Delay(LookAgainAfter, cancellation);
        }
    }

    /// <summary>Looks until it holds.</summary>
    public static Task Holds(string what, Func<CancellationToken, Task<bool>> look, TimeSpan within, CancellationToken cancellation) =>
        Find(what, async token => await look(token) ? what : null, within, cancellation);
}
