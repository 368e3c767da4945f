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

    private RpcException? Translate(RpcException exception) =>
        exception.StatusCode is not (StatusCode.Internal or StatusCode.Unavailable) ? null
        : lifetime.IsCancellationRequested ? new RpcException(CallStatus.Cancelled)
        : exception.StatusCode == StatusCode.Internal && exception.Status.DebugException is HttpRequestException or IOException ? new RpcException(CallStatus.ConnectionBroken)
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
