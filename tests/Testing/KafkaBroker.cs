using System.Diagnostics;
using System.Globalization;

namespace AstronomyShop.Tests.Testing;

/// <summary>A separate Kafka cluster: librdkafka's mock cluster of three brokers in another process, which keeps all data in memory.</summary>
public sealed class KafkaBroker : IAsyncDisposable
{
    private const string Program = "AstronomyShop.Tests.MockKafka.dll";

    private readonly Process process;
    private readonly List<TcpProxy> proxies = [];

    private KafkaBroker(Process process, string servers)
    {
        this.process = process;
        Servers = servers;
    }

    /// <summary>In the format of <c>bootstrap.servers</c>.</summary>
    public string Servers { get; private set; }

    /// <summary>
    /// The value of <c>ConnectionStrings:Kafka</c>. Its short session timeout replaces a failed consumer after 2 seconds instead of the default 45.
    /// </summary>
    public string ConnectionString => $"bootstrap.servers={Servers};session.timeout.ms=2000;heartbeat.interval.ms=300";

    /// <summary>The proxies in front of the brokers, if any: clients connect only to these.</summary>
    public IReadOnlyList<TcpProxy> Proxies => proxies;

    public static async Task<KafkaBroker> StartAsync(CancellationToken cancellationToken, string topic = "orders", int partitions = 4)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, Program), topic, partitions.ToString(CultureInfo.InvariantCulture)])
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        var servers = await process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The mock cluster did not start");
        return new KafkaBroker(process, servers);
    }

    /// <summary>Adds a proxy in front of each broker, so that a test can cut the connections to it.</summary>
    public async Task AddProxiesAsync(CancellationToken cancellationToken)
    {
        foreach (var server in Servers.Split(','))
        {
            var line = TcpProxy.To(int.Parse(server.Split(':')[^1], CultureInfo.InvariantCulture));
            proxies.Add(line);
            await process.StandardInput.WriteLineAsync($"advertise {proxies.Count} {line.Port}");
            await process.StandardInput.FlushAsync(cancellationToken);
            await process.StandardOutput.ReadLineAsync(cancellationToken);
        }

        Servers = string.Join(',', proxies.Select(line => line.Address));
    }

    /// <summary>Simulates an outage: connections stay open and requests get no response. The cluster keeps its data.</summary>
    public void Freeze() => Signals.Send(process.Id, Signals.Stop);

    public void Thaw() => Signals.Send(process.Id, Signals.Continue);

    public async ValueTask DisposeAsync()
    {
        foreach (var line in proxies)
        {
            await line.DisposeAsync();
        }

        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
