using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AstronomyShop.Tests.Testing;

/// <summary>A separate Redis server on a free port of the loopback interface, with its data in a temporary folder that is deleted with it.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    private readonly string folder = Directory.CreateTempSubdirectory("redis-").FullName;
    private readonly string program;
    private Process? process;

    private RedisServer(string program) => this.program = program;

    public int Port { get; } = FreePorts.Take();

    /// <summary>The value of <c>ConnectionStrings:Valkey</c>.</summary>
    public string ConnectionString => $"127.0.0.1:{Port}";

    /// <summary>Starts a server, and returns when it accepts connections. If Redis is not installed, the test is skipped.</summary>
    public static async Task<RedisServer> StartAsync(CancellationToken cancellationToken)
    {
        var server = new RedisServer(RealPart.PathOf(Part.Redis, "redis-server"));
        await server.ResumeAsync(cancellationToken);
        return server;
    }

    /// <summary>Starts the server, or restarts it on the same port with its existing data.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true };
        foreach (var argument in (string[])
            [
                "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", folder, "--appendonly", "yes", "--save", "",
            ])
        {
            start.ArgumentList.Add(argument);
        }

        process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        await Eventually.HoldsAsync("Redis accepts connections", IsAnsweringAsync, StartTimeout, cancellationToken);
    }

    /// <summary>Stops the server as an operator does.</summary>
    public async Task StopAsync()
    {
        Signals.Send(process!.Id, Signals.Terminate);
        using var timeout = new CancellationTokenSource(StopTimeout);
        await process.WaitForExitAsync(timeout.Token);
        process.Dispose();
        process = null;
    }

    /// <summary>Suspends the server: it keeps its connections and does not respond.</summary>
    public void Freeze() => Signals.Send(process!.Id, Signals.Stop);

    public void Thaw() => Signals.Send(process!.Id, Signals.Continue);

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }

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
