using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AstronomyShop.Tests.Testing;

/// <summary>A Redis of its own on a free port of loopback, with its data in a folder that goes with it.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    private readonly string folder = Directory.CreateTempSubdirectory("redis-").FullName;
    private readonly string program;
    private Process? process;

    private RedisServer(string program) => this.program = program;

    public int Port { get; } = FreePorts.Take();

    /// <summary>As <c>ConnectionStrings:Valkey</c> takes it.</summary>
    public string ConnectionString => $"127.0.0.1:{Port}";

    /// <summary>Returns when it takes connections. Where no Redis is installed, the test is skipped.</summary>
    public static async Task<RedisServer> StartAsync(CancellationToken cancellationToken)
    {
        var server = new RedisServer(RealPart.PathOf(Part.Redis, "redis-server"));
        await server.ResumeAsync(cancellationToken);
        return server;
    }

    /// <summary>Starts it again where it stopped, with the data it had.</summary>
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
        await Eventually.HoldsAsync("Redis takes connections", IsAnsweringAsync, StartTimeout, cancellationToken);
    }

    /// <summary>Ends it as an operator does.</summary>
    public async Task StopAsync()
    {
        Signals.Send(process!.Id, Signals.Terminate);
        using var timeout = new CancellationTokenSource(StopTimeout);
        await process.WaitForExitAsync(timeout.Token);
        process.Dispose();
        process = null;
    }

    /// <summary>It holds its connections and answers nothing.</summary>
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
