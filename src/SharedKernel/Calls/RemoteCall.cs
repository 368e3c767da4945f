using Grpc.Core;

namespace AstronomyShop.SharedKernel.Calls;

/// <summary>
/// A call over the wire that says what happened to it: CANCELLED however it was cancelled, UNAVAILABLE however the line broke. The
/// channel's own call ends as INTERNAL when either happens at an unlucky moment, and as UNAVAILABLE when it was cancelled at one.
/// </summary>
internal sealed class RemoteCall<TResponse>
    where TResponse : class
{
    private readonly AsyncUnaryCall<TResponse> call;
    private readonly CancellationTokenSource lifetime;
    private RpcException? reworded;

    private RemoteCall(AsyncUnaryCall<TResponse> call, CancellationTokenSource lifetime)
    {
        this.call = call;
        this.lifetime = lifetime;
    }

    public static AsyncUnaryCall<TResponse> Start(CallOptions options, Func<CallOptions, AsyncUnaryCall<TResponse>> start)
    {
        var lifetime = CancellationTokenSource.CreateLinkedTokenSource(options.CancellationToken);
        var remote = new RemoteCall<TResponse>(start(options.WithCancellationToken(lifetime.Token)), lifetime);
        return new AsyncUnaryCall<TResponse>(
            remote.Answer(),
            static state => ((RemoteCall<TResponse>)state).Headers(),
            static state => ((RemoteCall<TResponse>)state).FinalStatus,
            static state => ((RemoteCall<TResponse>)state).FinalTrailers,
            static state => ((RemoteCall<TResponse>)state).End(),
            remote);
    }

    private Status FinalStatus => reworded?.Status ?? call.GetStatus();

    private Metadata FinalTrailers => reworded is null ? call.GetTrailers() : Metadata.Empty;

    private async Task<TResponse> Answer()
    {
        try
        {
            return await call.ResponseAsync.ConfigureAwait(false);
        }
        catch (RpcException failure) when (Reword(failure) is { } better)
        {
            reworded = better;
            throw better;
        }
        finally
        {
            lock (lifetime)
            {
                lifetime.Dispose();
            }
        }
    }

    private async Task<Metadata> Headers()
    {
        try
        {
            return await call.ResponseHeadersAsync.ConfigureAwait(false);
        }
        catch (RpcException failure) when (Reword(failure) is { } better)
        {
            throw better;
        }
    }

    private RpcException? Reword(RpcException failure) =>
        failure.StatusCode is not (StatusCode.Internal or StatusCode.Unavailable) ? null
        : lifetime.IsCancellationRequested ? new RpcException(CallStatus.Cancelled)
        : failure.StatusCode == StatusCode.Internal && failure.Status.DebugException is HttpRequestException or IOException ? new RpcException(CallStatus.LineBroke)
        : null;

    private void End()
    {
        lock (lifetime)
        {
            if (!call.ResponseAsync.IsCompleted)
            {
                lifetime.Cancel();
                return;
            }
        }

        call.Dispose();
    }
}
