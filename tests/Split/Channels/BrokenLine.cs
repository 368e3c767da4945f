using System.Net;
using System.Net.Sockets;

namespace AstronomyShop.Tests.Split.Channels;

/// <summary>A line to a port that hangs up the first calls when they begin to speak, and then carries all.</summary>
internal sealed class BrokenLine : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly int target;
    private readonly Task carrying;
    private int left;
    private int hungUp;

    public BrokenLine(int target, int hangsUp)
    {
        this.target = target;
        left = hangsUp;
        listener.Start();
        carrying = CarryAll();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    public int HungUp => hungUp;

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await carrying;
        listener.Dispose();
        closing.Dispose();
    }

    private async Task CarryAll()
    {
        var lines = new List<Task>();
        try
        {
            while (true)
            {
                lines.Add(Carry(await listener.AcceptTcpClientAsync(closing.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(lines);
        }
    }

    private async Task Carry(TcpClient caller)
    {
        using (caller)
        {
            try
            {
                var said = new byte[4096];
                var length = await caller.GetStream().ReadAsync(said, closing.Token);
                if (length == 0)
                {
                    return;
                }

                if (Interlocked.Decrement(ref left) >= 0)
                {
                    Interlocked.Increment(ref hungUp);
                    return;
                }

                using var callee = new TcpClient();
                await callee.ConnectAsync(IPAddress.Loopback, target, closing.Token);
                await callee.GetStream().WriteAsync(said.AsMemory(0, length), closing.Token);
                await Task.WhenAny(
                    caller.GetStream().CopyToAsync(callee.GetStream(), closing.Token),
                    callee.GetStream().CopyToAsync(caller.GetStream(), closing.Token));
            }
            catch (Exception ended) when (ended is IOException or OperationCanceledException)
            {
                // Either side hung up.
            }
        }
    }
}
