using System.Net;
using System.Net.Sockets;

namespace AstronomyShop.Tests.Split.Channels;

/// <summary>A proxy that closes the first connections as soon as they send data and forwards all later connections.</summary>
internal sealed class UnreliableProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly int target;
    private readonly Task forwarding;
    private int left;
    private int droppedConnections;

    public UnreliableProxy(int target, int hangsUp)
    {
        this.target = target;
        left = hangsUp;
        listener.Start();
        forwarding = ForwardAllAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    public int DroppedConnections => droppedConnections;

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await forwarding;
        listener.Dispose();
        closing.Dispose();
    }

    private async Task ForwardAllAsync()
    {
        var lines = new List<Task>();
        try
        {
            while (true)
            {
                lines.Add(ForwardAsync(await listener.AcceptTcpClientAsync(closing.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(lines);
        }
    }

    private async Task ForwardAsync(TcpClient caller)
    {
        using (caller)
        {
            try
            {
                var buffer = new byte[4096];
                var length = await caller.GetStream().ReadAsync(buffer, closing.Token);
                if (length == 0)
                {
                    return;
                }

                if (Interlocked.Decrement(ref left) >= 0)
                {
                    Interlocked.Increment(ref droppedConnections);
                    return;
                }

                using var callee = new TcpClient();
                await callee.ConnectAsync(IPAddress.Loopback, target, closing.Token);
                await callee.GetStream().WriteAsync(buffer.AsMemory(0, length), closing.Token);
                await Task.WhenAny(
                    caller.GetStream().CopyToAsync(callee.GetStream(), closing.Token),
                    callee.GetStream().CopyToAsync(caller.GetStream(), closing.Token));
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                // The caller or the callee closed the connection, or the proxy was disposed.
            }
        }
    }
}
