using System.Diagnostics;
using System.Net.Sockets;
using AstronomyShop.Contracts;
using AstronomyShop.Tests.Testing;
using BenchmarkDotNet.Attributes;
using Grpc.Net.Client;

namespace AstronomyShop.Tests.Benchmarks;

/// <summary>One unary call, four ways. The response is a cart of three items, created for each call.</summary>
[MemoryDiagnoser]
public class ModuleCallBenchmarks : IAsyncDisposable
{
    // The listener below decides what is recorded. With the SDK of the shop there would be no call without tracing.
    private static readonly (string, string) WithoutSdk = ("OTEL_SDK_DISABLED", "true");
    private static readonly GetCartRequest Request = new() { UserId = "2ab5a1c5-6a5e-4f0f-9d0b-6f3c8f6f7a10" };

    private readonly FakeCartGrpcService fakeCarts = new();
    private readonly CartClientModule local = new();
    private readonly CartClientModule remote = new();
    private readonly List<IAsyncDisposable> shops = [];
    private CartService.CartServiceClient overSocket = null!;
    private GrpcChannel socket = null!;
    private SocketServer server = null!;
    private ActivityListener? listener;

    /// <summary>How the spans of a call are sampled.</summary>
    [Params(Tracing.Off, Tracing.SampledOut, Tracing.Recorded)]
    public Tracing Traced { get; set; }

    [GlobalSetup]
    public async Task StartAsync()
    {
        if (Traced != Tracing.Off)
        {
            listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name.StartsWith("AstronomyShop.", StringComparison.Ordinal),
                Sample = (ref ActivityCreationOptions<ActivityContext> _) =>
                    Traced == Tracing.Recorded ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.PropagationData,
            };
            ActivitySource.AddActivityListener(listener);
        }

        shops.Add(await ShopUnderTest.StartAsync([new FakeCartModule(), local], [WithoutSdk]));
        var fakeCartsAlone = await ShopUnderTest.StartAsync([new FakeCartModule(), new CartClientModule()], [WithoutSdk, ("Shop:Run", "FakeCart")]);
        shops.Add(fakeCartsAlone);
        shops.Add(await ShopUnderTest.StartAsync(
            [new FakeCartModule(), remote],
            [WithoutSdk, ("Shop:Run", "Shopper"), ("Modules:FakeCart:Address", fakeCartsAlone.GrpcAddress.ToString())]));
        server = await SocketServer.StartAsync();
        socket = GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions { HttpHandler = HandlerTo(server.Path) });
        overSocket = new CartService.CartServiceClient(socket);
    }

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        foreach (var shop in shops)
        {
            await shop.DisposeAsync();
        }

        socket.Dispose();
        await server.DisposeAsync();
        listener?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true, Description = "plain method")]
    public Task<Cart> PlainMethod() => fakeCarts.CreateCartAsync(Request);

    [Benchmark(Description = "in process, through the generated client")]
    public async Task<Cart> InProcess() => await local.Carts.GetCartAsync(Request);

    [Benchmark(Description = "gRPC, loopback HTTP/2")]
    public async Task<Cart> OverLoopback() => await remote.Carts.GetCartAsync(Request);

    [Benchmark(Description = "gRPC, Unix socket, plain gRPC client")]
    public async Task<Cart> OverUnixSocket() => await overSocket.GetCartAsync(Request);

    private static SocketsHttpHandler HandlerTo(string path) => new()
    {
        ActivityHeadersPropagator = null,
        ConnectCallback = async (_, cancellationToken) =>
        {
            var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await connection.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return new NetworkStream(connection, ownsSocket: true);
        },
    };
}

/// <summary>How a span is sampled.</summary>
public enum Tracing
{
    /// <summary>There is no listener.</summary>
    Off,

    /// <summary>The sampler drops the trace: its ids are propagated and no span is recorded.</summary>
    SampledOut,

    /// <summary>The span is recorded; the cost of exporting it is not included.</summary>
    Recorded,
}
