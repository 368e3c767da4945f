using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AstronomyShop.Tests.Testing;

/// <summary>
/// A separate RabbitMQ broker on free ports of the loopback interface, with its data in a temporary folder that is deleted with it. Its standard
/// input is the Erlang shell, which executes commands and stops the broker when the test process exits.
/// </summary>
public sealed class RabbitMqServer : IAsyncDisposable
{
    /// <summary>The script of the same name on the PATH is not used: it runs the broker of the machine, as another user.</summary>
    internal const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    private const long Alarming = 1L << 50;
    private const long Usual = 50_000_000;
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(120);

    private readonly string folder = Directory.CreateTempSubdirectory("rabbitmq-").FullName;
    private readonly string program;
    private readonly Process portMapper;
    private readonly int distributionPort;
    private readonly int portMapperPort;
    private Process? process;

    private RabbitMqServer(string program)
    {
        this.program = program;
        var ports = FreePorts.Take(3);
        (Port, distributionPort, portMapperPort) = (ports[0], ports[1], ports[2]);

        // The Erlang port mapper: otherwise the broker starts one that keeps running after the broker exits.
        portMapper = Process.Start(new ProcessStartInfo(RealPart.PathOf("epmd"), ["-address", "127.0.0.1", "-port", portMapperPort.ToString(CultureInfo.InvariantCulture)]))!;
    }

    public int Port { get; }

    /// <summary>The value of <c>ConnectionStrings:RabbitMq</c>.</summary>
    public string ConnectionString => $"amqp://guest:guest@127.0.0.1:{Port}";

    /// <summary>Starts a broker, and returns when it accepts connections. If RabbitMQ is not installed, the test is skipped.</summary>
    public static async Task<RabbitMqServer> StartAsync(CancellationToken cancellationToken)
    {
        var server = Create();
        await server.ResumeAsync(cancellationToken);
        return server;
    }

    /// <summary>Creates a broker that is not started yet.</summary>
    public static RabbitMqServer Create()
    {
        return new RabbitMqServer(RealPart.PathOf(Part.RabbitMq, Program));
    }

    /// <summary>Starts the broker, or restarts it on the same port with its existing data.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Settings())
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Eventually.HoldsAsync("RabbitMQ accepts connections", IsAnsweringAsync, StartTimeout, cancellationToken);
    }

    /// <summary>
    /// Writes the list of queues to disk. RabbitMQ 3.10 does this a moment after it has declared a quorum queue, or has started; if it is killed
    /// before, it finds no leader for that queue when it starts again.
    /// </summary>
    public Task SaveQueuesAsync(CancellationToken cancellationToken) => OrderAsync("[dets:sync(Table) || Table <- dets:all()]", cancellationToken);

    /// <summary>Kills the broker, as a crash would.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>Makes the broker behave as if its disk were full: it accepts no messages until space is available again.</summary>
    public Task FillDiskAsync() => SetLimitAsync(Alarming);

    public Task EmptyDiskAsync() => SetLimitAsync(Usual);

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await KillAsync();
        }

        portMapper.Kill();
        await portMapper.WaitForExitAsync();
        portMapper.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    // Sets the free disk space that the broker requires, in bytes.
    private Task SetLimitAsync(long bytes) => OrderAsync(
        string.Create(CultureInfo.InvariantCulture, $"rabbit_disk_monitor:set_disk_free_limit({bytes}), rabbit_alarm:get_alarms()"), CancellationToken.None);

    // Returns when the shell has evaluated the expression.
    private async Task OrderAsync(string expression, CancellationToken cancellationToken)
    {
        var evaluated = Path.Combine(folder, "evaluated");
        File.Delete(evaluated);
        await process!.StandardInput.WriteLineAsync($"{expression}, file:write_file(\"{evaluated}\", <<>>).");
        await process.StandardInput.FlushAsync(cancellationToken);
        await Eventually.HoldsAsync("RabbitMQ has evaluated the expression", _ => Task.FromResult(File.Exists(evaluated)), StartTimeout, cancellationToken);
    }

    private Dictionary<string, string> Settings() => new()
    {
        ["HOME"] = folder,
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["ERL_EPMD_PORT"] = portMapperPort.ToString(CultureInfo.InvariantCulture),
        ["RABBITMQ_ALLOW_INPUT"] = "1",
        ["RABBITMQ_CONFIG_FILE"] = Path.Combine(folder, "none"),
        ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(folder, "none"),
        ["RABBITMQ_DIST_PORT"] = distributionPort.ToString(CultureInfo.InvariantCulture),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "plugins"),
        ["RABBITMQ_GENERATED_CONFIG_DIR"] = Path.Combine(folder, "config"),
        ["RABBITMQ_LOGS"] = "-",
        ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "data"),
        ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODE_PORT"] = Port.ToString(CultureInfo.InvariantCulture),
        ["RABBITMQ_NODENAME"] = "shop@localhost",
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
    };

    private async Task<bool> IsAnsweringAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
