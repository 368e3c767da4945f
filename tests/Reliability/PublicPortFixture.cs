using System.Net;
using System.Net.Sockets;
using AstronomyShop.Tests.Reliability;
using AstronomyShop.Tests.Testing;

[assembly: AssemblyFixture(typeof(PublicPortFixture))]

namespace AstronomyShop.Tests.Reliability;

/// <summary>The whole shop in one process with its default limits, whose public port is open to IPv4 and IPv6. It starts with the first test that needs it.</summary>
public sealed class PublicPortFixture : IAsyncDisposable
{
    private readonly DataDirectory data = new();
    private readonly int port = FreePorts.Take();
    private readonly Lazy<Task<ShopProcess>> shop;

    public PublicPortFixture() => shop = new Lazy<Task<ShopProcess>>(StartAsync);

    public async Task<ShopProcess> OpenAsync() => await shop.Value;

    /// <summary>A client of the public port.</summary>
    /// <param name="address">The address that it connects from; the shop treats each address as a separate client.</param>
    public HttpClient ClientAt(IPAddress address)
    {
        var server = new IPEndPoint(address.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Loopback : IPAddress.Loopback, port);
        var handler = new SocketsHttpHandler
        {
            UseCookies = false,
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(address, 0));
                await socket.ConnectAsync(server, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        return new HttpClient(handler) { BaseAddress = new Uri($"http://{server}") };
    }

    public async ValueTask DisposeAsync()
    {
        if (shop.IsValueCreated)
        {
            await (await shop.Value).DisposeAsync();
        }

        data.Dispose();
    }

    private async Task<ShopProcess> StartAsync()
    {
        var started = ShopProcess.Start(typeof(Host.Shop), [.. ShopProcess.LongDeadlines, data.Argument, $"--Shop:Ports:Web=*:{port}"]);
        await started.WaitUntilReadyAsync(TestContext.Current.CancellationToken);
        return started;
    }
}
