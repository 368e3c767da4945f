using System.Diagnostics;
using System.Globalization;

namespace AstronomyShop.Tests.Testing;

/// <summary>
/// A separate PostgreSQL cluster on a free port of the loopback interface, created with the installed programs of the machine. It can be stopped,
/// killed, suspended and restarted, and is deleted after the test.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Owner = "postgres";
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(60);

    private readonly string folder;
    private readonly int port;
    private readonly string settings;

    private PostgresServer(string folder, int port, string settings)
    {
        this.folder = folder;
        this.port = port;
        this.settings = settings;
    }

    /// <summary>The connection string of the database that every cluster has.</summary>
    public string ConnectionString => ConnectionStringOf("postgres");

    public int Port => port;

    private string Data => Path.Combine(folder, "data");

    /// <param name="settings">More settings of the server, in the format of its command line: <c>-c max_connections=10</c>.</param>
    public static async Task<PostgresServer> StartAsync(string settings = "")
    {
        RealPart.Require(Part.PostgreSql);
        var folder = Directory.CreateTempSubdirectory("postgres-").FullName;
        var server = new PostgresServer(folder, FreePorts.Take(), settings);
        if (Environment.UserName == "root")
        {
            await RunAsync("chown", "-R", Owner, folder);
        }

        await server.RunAsOwnerAsync("initdb", "--pgdata", server.Data, "--username", "shop", "--auth", "trust", "--encoding", "UTF8", "--no-sync");
        await server.StartAgainAsync();
        return server;
    }

    public string ConnectionStringOf(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Database={database};Username=shop");

    /// <summary>Creates an empty database in the same cluster, in a tenth of the time that a new cluster takes.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = $"shop{Guid.NewGuid():N}";
        await RunAsOwnerAsync("createdb", "--host", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), "--username", "shop", name);
        return ConnectionStringOf(name);
    }

    /// <summary>Starts the server with its existing data, and returns when it accepts connections. Committed data is preserved.</summary>
    public Task StartAgainAsync() => RunAsOwnerAsync(
        "pg_ctl", "start", "--wait", "--silent", "--pgdata", Data, "--log", Path.Combine(folder, "log"),
        "--options", string.Create(CultureInfo.InvariantCulture, $"-p {port} -c unix_socket_directories='' -c listen_addresses=127.0.0.1 {settings}"));

    /// <summary>Stops the server as an administrator does: connections are closed, and committed data is written to disk.</summary>
    public Task StopAsync() => RunAsOwnerAsync("pg_ctl", "stop", "--wait", "--silent", "--mode", "fast", "--pgdata", Data);

    /// <summary>Kills the server, as a crash would. The kernel keeps written data that is not on disk yet, unlike in a power failure.</summary>
    public async Task KillAsync()
    {
        var victims = Processes();
        victims.ForEach(process => Signals.Send(process, Signals.Kill));
        await Eventually.HoldsAsync("the server has exited", _ => Task.FromResult(!victims.Exists(IsAlive)), CommandTimeout, CancellationToken.None);

        // A remaining pid file may contain the id of another running process.
        File.Delete(Path.Combine(Data, "postmaster.pid"));
    }

    /// <summary>Suspends the server: it keeps its connections and does not respond.</summary>
    public void Freeze() => Processes().ForEach(process => Signals.Send(process, Signals.Stop));

    public void Thaw() => Processes().ForEach(process => Signals.Send(process, Signals.Continue));

    public async ValueTask DisposeAsync()
    {
        Thaw();
        if (Processes().Count > 0)
        {
            await RunAsOwnerAsync("pg_ctl", "stop", "--wait", "--silent", "--mode", "immediate", "--pgdata", Data);
        }

        Directory.Delete(folder, recursive: true);
    }

    // The postmaster and its child processes. The child for a connection exists as long as the connection.
    private List<int> Processes()
    {
        var file = Path.Combine(Data, "postmaster.pid");
        if (!File.Exists(file) || !int.TryParse(File.ReadLines(file).FirstOrDefault(), out var postmaster) || !IsAlive(postmaster))
        {
            return [];
        }

        return [postmaster, .. Directory.EnumerateDirectories("/proc").Select(ParentAndId).Where(process => process.Parent == postmaster).Select(process => process.Id)];
    }

    private static bool IsAlive(int process) => Directory.Exists($"/proc/{process}") && StatOf($"/proc/{process}") is not ["Z", ..];

    private static (int Id, int Parent) ParentAndId(string folder) =>
        int.TryParse(Path.GetFileName(folder), out var id) && StatOf(folder) is [_, var parent, ..] ? (id, int.Parse(parent, CultureInfo.InvariantCulture)) : (0, 0);

    // State and parent follow the name of the program, which is in parentheses.
    private static string[] StatOf(string folder)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }

    private Task RunAsOwnerAsync(string program, params string[] arguments) => Environment.UserName == "root"
        ? RunAsync("setpriv", [$"--reuid={Owner}", $"--regid={Owner}", "--clear-groups", RealPart.PathOf(program), .. arguments])
        : RunAsync(RealPart.PathOf(program), arguments);

    // The output is discarded: the server inherits it, and a pipe would stay open as long as the server runs.
    private static async Task RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/" };
        foreach (var argument in (string[])["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", program, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        using var timeout = new CancellationTokenSource(CommandTimeout);
        await process.WaitForExitAsync(timeout.Token);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} exited with code {process.ExitCode}");
        }
    }
}
