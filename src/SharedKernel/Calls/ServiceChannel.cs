using System.Net.Security;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Balancer;
using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Calls;

/// <summary>
/// The one channel of a process to a callee. It balances over all addresses, which are given as a list or found behind one name,
/// notices a dead peer by keep-alive pings, fails at once while nobody answers, and finds a callee that came back by itself.
/// </summary>
internal sealed class ServiceChannel : IDisposable
{
    // A name's addresses are looked up again as often, and whenever a connection is lost.
    private static readonly TimeSpan DnsRefreshInterval = TimeSpan.FromSeconds(15);

    private readonly GrpcChannel channel;

    public ServiceChannel(IReadOnlyList<Uri> addresses, CallLimits limits, SslClientAuthenticationOptions? tls)
    {
        channel = GrpcChannel.ForAddress(
            Target(addresses),
            new GrpcChannelOptions
            {
                Credentials = tls is null ? ChannelCredentials.Insecure : ChannelCredentials.SecureSsl,
                HttpHandler = new SocketsHttpHandler
                {
                    SslOptions = tls ?? new SslClientAuthenticationOptions(),
                    ConnectTimeout = TimeSpan.FromSeconds(2),
                    EnableMultipleHttp2Connections = true,
                    KeepAlivePingDelay = TimeSpan.FromSeconds(10),
                    KeepAlivePingTimeout = TimeSpan.FromSeconds(5),
                    PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,

                    // The seam writes the trace headers: the handler would put a span between that nobody exports.
                    ActivityHeadersPropagator = null,
                },
                DisposeHttpClient = true,

                // The channel spreads the pauses by itself, so that callers do not knock together.
                InitialReconnectBackoff = TimeSpan.FromMilliseconds(100),
                MaxReconnectBackoff = TimeSpan.FromSeconds(1),
                MaxReceiveMessageSize = limits.MaxMessageBytes,
                ServiceConfig = new ServiceConfig { LoadBalancingConfigs = { new RoundRobinConfig() } },
                ServiceProvider = new ServiceCollection().AddSingleton(ResolverOf(addresses)).BuildServiceProvider(),
            });
        Invoker = channel.CreateCallInvoker();
    }

    public CallInvoker Invoker { get; }

    public void Dispose() => channel.Dispose();

    // The rest of the target is what the callee reads as the host it was called by.
    private static string Target(IReadOnlyList<Uri> addresses) => $"{(IsName(addresses) ? "dns" : "static")}:///{addresses[0].Host}:{addresses[0].Port}";

    private static ResolverFactory ResolverOf(IReadOnlyList<Uri> addresses) => IsName(addresses)
        ? new DnsResolverFactory(DnsRefreshInterval)
        : new StaticResolverFactory(_ => addresses.Select(address => new BalancerAddress(address.Host, address.Port)));

    private static bool IsName(IReadOnlyList<Uri> addresses) => addresses is [{ HostNameType: UriHostNameType.Dns }];
}
