namespace AstronomyShop.Tests.Testing;

/// <summary>Polls for an effect that another process causes asynchronously, up to a time limit.</summary>
public static class Eventually
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Polls until <paramref name="look"/> returns a value other than null.</summary>
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
                throw new TimeoutException($"Timed out after {within}: {what}");
            }

            await Task.Delay(PollInterval, cancellationToken);
        }
    }

    /// <summary>Polls until the condition holds.</summary>
    public static Task HoldsAsync(string what, Func<CancellationToken, Task<bool>> look, TimeSpan within, CancellationToken cancellationToken) =>
        FindAsync(what, async cancellationToken => await look(cancellationToken) ? what : null, within, cancellationToken);
}
