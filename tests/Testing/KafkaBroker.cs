using System.Diagnostics;
using System.Globalization;

namespace AstronomyShop.Tests.Testing;

/// <summary>A Kafka of its own: librdkafka's mock cluster of three brokers in a process, which keeps everything in memory.</summary>
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

    /// <summary>As <c>bootstrap.servers</c> takes it.</summary>
    public string Servers { get; private set; }

    /// <summary>As <c>ConnectionStrings:Kafka</c> takes it, for readers who are replaced in a second and not in the usual 45.</summary>
    public string ConnectionString => $"bootstrap.servers={Servers};session.timeout.ms=2000;heartbeat.interval.ms=300";

    /// <summary>The lines to the brokers, where there are some: clients know only these.</summary>
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

    /// <summary>Puts a line before each broker, which can be cut.</summary>
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

    /// <summary>An outage: connections stay open and nothing is answered. What the cluster holds is there again afterwards.</summary>
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
