using Grpc.Core;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>A call that a fault delays, rejects or gives another status, within the deadline and cancellation of the call.</summary>
internal static class FaultInjectedCall
{
    public static AsyncUnaryCall<TResponse> Start<TResponse>(CallFault fault, CallOptions options, Func<AsyncUnaryCall<TResponse>> start)
        where TResponse : class =>
        DeferredCall<TResponse>.Start(options, async deferred =>
        {
            if (fault.Delay > TimeSpan.Zero)
            {
                await deferred.RunWithinDeadlineAsync(options.Deadline, cancellationToken => DelayAsync(fault.Delay, cancellationToken)).ConfigureAwait(false);
            }

            if (fault is { Status: { } refused, IsAfter: false })
            {
                throw new RpcException(refused);
            }

            var answer = await deferred.StartCallAsync(start).ConfigureAwait(false);
            return fault.Status is { } status ? throw new RpcException(status) : answer;
        });

    private static async ValueTask<bool> DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        await Task.Delay(delay, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
