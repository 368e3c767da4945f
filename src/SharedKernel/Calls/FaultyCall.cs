using Grpc.Core;

namespace AstronomyShop.SharedKernel.Calls;

/// <summary>A call that is held up, refused, or answered otherwise, within its own deadline and cancellation.</summary>
internal static class FaultyCall
{
    public static AsyncUnaryCall<TResponse> Start<TResponse>(CallFault fault, CallOptions options, Func<AsyncUnaryCall<TResponse>> start)
        where TResponse : class =>
        LaterCall<TResponse>.Start(options, async later =>
        {
            if (fault.Delay > TimeSpan.Zero)
            {
                await later.Within(options.Deadline, patience => HoldUp(fault.Delay, patience)).ConfigureAwait(false);
            }

            if (fault is { Status: { } refused, IsAfter: false })
            {
                throw new RpcException(refused);
            }

            var answer = await later.Make(start).ConfigureAwait(false);
            return fault.Status is { } told ? throw new RpcException(told) : answer;
        });

    private static async ValueTask<bool> HoldUp(TimeSpan delay, CancellationToken patience)
    {
        await Task.Delay(delay, TimeProvider.System, patience).ConfigureAwait(false);
        return true;
    }
}
