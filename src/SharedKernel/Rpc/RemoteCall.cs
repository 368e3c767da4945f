using Grpc.Core;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>
/// A call over the network with a consistent status: CANCELLED for every cancellation, UNAVAILABLE for every lost connection. Depending on the
/// moment, the channel itself reports INTERNAL for both, and UNAVAILABLE for some cancellations.
/// </summary>
internal sealed class RemoteCall<TResponse>
    where TResponse : class
{
    private readonly AsyncUnaryCall<TResponse> call;
    private readonly CancellationTokenSource lifetime;
    private RpcException? translated;

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
            remote.ReadResponseAsync(),
            static state => ((RemoteCall<TResponse>)state).ReadHeadersAsync(),
            static state => ((RemoteCall<TResponse>)state).FinalStatus,
            static state => ((RemoteCall<TResponse>)state).FinalTrailers,
            static state => ((RemoteCall<TResponse>)state).End(),
            remote);
    }

    private Status FinalStatus => translated?.Status ?? call.GetStatus();

    private Metadata FinalTrailers => translated is null ? call.GetTrailers() : Metadata.Empty;

    private async Task<TResponse> ReadResponseAsync()
    {
        try
        {
            return await call.ResponseAsync.ConfigureAwait(false);
        }
        catch (RpcException exception) when (Translate(exception) is { } better)
        {
            translated = better;
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

    private async Task<Metadata> ReadHeadersAsync()
    {
        try
        {
            return await call.ResponseHeadersAsync.ConfigureAwait(false);
        }
        catch (RpcException exception) when (Translate(exception) is { } better)
        {
            throw better;
        }
    }

    // A connection that is not established in time ends with a cancelled task too, which the client reports as CANCELLED.
    private RpcException? Translate(RpcException exception) => exception.StatusCode switch
    {
        StatusCode.Internal or StatusCode.Unavailable when lifetime.IsCancellationRequested => new RpcException(CallStatus.Cancelled),
        StatusCode.Internal when exception.Status.DebugException is HttpRequestException or IOException => new RpcException(CallStatus.ConnectionBroken),
        StatusCode.Cancelled when exception.Status.DebugException is OperationCanceledException && !lifetime.IsCancellationRequested => new RpcException(CallStatus.ConnectionBroken),
        _ => null,
    };

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
