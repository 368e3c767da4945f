using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace AstronomyShop.Tests.Testing;

/// <summary>A proxy between a client and a server on loopback that can be cut and restored, delay responses, or lose them.</summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly ConcurrentDictionary<TcpClient, byte> open = new();
    private readonly int target;
    private readonly Task forwarding;
    private volatile bool isCut;
    private volatile bool losesResponses;
    private int responsesLost;

    private TcpProxy(int target)
    {
        this.target = target;
        listener.Start();
        forwarding = ForwardAllAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public string Address => $"127.0.0.1:{Port}";

    /// <summary>The number of connections closed because a response was dropped.</summary>
    public int ResponsesLost => responsesLost;

    /// <summary>The delay of each response.</summary>
    public TimeSpan Delay { get; set; }

    public static TcpProxy To(int port) => new(port);

    /// <summary>Closes all connections and every new connection until it is restored.</summary>
    public void Cut()
    {
        isCut = true;
        foreach (var caller in open.Keys)
        {
            caller.Close();
        }
    }

    /// <summary>From now on requests are forwarded and responses are not: the connection is closed instead.</summary>
    public void LoseResponses() => losesResponses = true;

    public void Restore()
    {
        isCut = false;
        losesResponses = false;
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        Cut();
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
        using var server = new TcpClient();
        open.TryAdd(caller, 0);
        try
        {
            if (isCut)
            {
                return;
            }

            await server.ConnectAsync(IPAddress.Loopback, target, closing.Token);
            await await Task.WhenAny(
                caller.GetStream().CopyToAsync(server.GetStream(), closing.Token),
                ForwardResponsesAsync(server.GetStream(), caller.GetStream()));
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // One side closed the connection.
        }
        finally
        {
            open.TryRemove(caller, out _);
            caller.Dispose();
        }
    }

    private async Task ForwardResponsesAsync(NetworkStream server, NetworkStream caller)
    {
        var buffer = new byte[16 * 1024];
        while (await server.ReadAsync(buffer, closing.Token) is > 0 and var length)
        {
            if (losesResponses)
            {
                Interlocked.Increment(ref responsesLost);
                return;
            }

            await Task.Delay(Delay, closing.Token);
            await caller.WriteAsync(buffer.AsMemory(0, length), closing.Token);
        }
    }
}
