using System.Net.Security;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Balancer;
using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>
/// The single channel of a process to a callee. It balances over all addresses, given as a list or resolved from one DNS name, detects a dead
/// peer with keep-alive pings, fails fast while no server answers, and reconnects by itself.
/// </summary>
internal sealed class ServiceChannel : IDisposable
{
    // The addresses of a DNS name are resolved again at this interval, and whenever a connection is lost.
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

                    // The RPC pipeline writes the trace headers: the handler would add a span that is not exported.
                    ActivityHeadersPropagator = null,
                },
                DisposeHttpClient = true,

                // The channel adds jitter itself, so that callers do not reconnect at the same time.
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

    // The rest of the target becomes the authority that the callee receives.
    private static string Target(IReadOnlyList<Uri> addresses) => $"{(IsName(addresses) ? "dns" : "static")}:///{addresses[0].Host}:{addresses[0].Port}";

    private static ResolverFactory ResolverOf(IReadOnlyList<Uri> addresses) => IsName(addresses)
        ? new DnsResolverFactory(DnsRefreshInterval)
        : new StaticResolverFactory(_ => addresses.Select(address => new BalancerAddress(address.Host, address.Port)));

    private static bool IsName(IReadOnlyList<Uri> addresses) => addresses is [{ HostNameType: UriHostNameType.Dns }];
}
