using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Storefront.Content;

/// <summary>Reads what a page can do without. The page is shown without it when it fails for whatever reason, or takes longer than a second.</summary>
internal sealed class OptionalContent(TimeProvider clock, ILogger<OptionalContent> logger)
{
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(1);

    /// <param name="what">The name of the content for the log.</param>
    /// <param name="read">Reads the content.</param>
    /// <param name="otherwise">The result when it is not available.</param>
    /// <param name="cancellationToken">Cancels the request as a whole.</param>
    public async Task<T> ReadAsync<T>(string what, Func<CancellationToken, Task<T>> read, T otherwise, CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(MaxTime, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time.Token);
        try
        {
            return await read(either.Token);
        }
        catch (Exception exception) when (exception is RpcException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            StorefrontLog.ShownWithout(logger, what, time.IsCancellationRequested ? StatusCode.DeadlineExceeded : (exception as RpcException)?.StatusCode ?? StatusCode.Cancelled);
            return otherwise;
        }
    }
}
