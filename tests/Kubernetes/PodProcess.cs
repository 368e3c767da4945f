using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using AstronomyShop.Tests.Testing;
using k8s.Models;

namespace AstronomyShop.Tests.Kubernetes;

/// <summary>
/// A container of the shop, run as a process on this machine with the command and the environment variables of the container, without those of this
/// process except <c>PATH</c>, <c>HOME</c> and <c>DOTNET_ROOT</c>, and with folders in place of its mounts. If an image is given, it runs as a container
/// of that image instead.
/// </summary>
internal sealed class PodProcess : IAsyncDisposable
{
    private const int MaxRestarts = 3;
    private static readonly string[] Inherited = ["PATH", "HOME", "DOTNET_ROOT"];
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(4);

    private readonly V1Container container;
    private readonly IReadOnlyDictionary<string, string> environment;
    private readonly IReadOnlyDictionary<int, int> ports;
    private readonly DirectoryInfo mounts = Directory.CreateTempSubdirectory("pod-");
    private readonly ConcurrentQueue<string> output = new();
    private readonly HttpClient client = new();
    private Process process;
    private int restarts;

    private PodProcess(string name, V1Container container, IReadOnlyDictionary<string, string> environment, IReadOnlyDictionary<int, int> ports)
    {
        Name = name;
        this.container = container;
        this.environment = environment;
        this.ports = ports;
        process = Launch();
    }

    public string Name { get; }

    /// <param name="name">The name of the workload.</param>
    /// <param name="container">The container, as rendered.</param>
    /// <param name="environment">The environment variables, with names of services replaced by addresses on this machine.</param>
    /// <param name="ports">The ports on this machine, by container port.</param>
    public static PodProcess Start(string name, V1Container container, IReadOnlyDictionary<string, string> environment, IReadOnlyDictionary<int, int> ports) =>
        new(name, container, environment, ports);

    /// <summary>Returns when the startup probe and the readiness probe have succeeded.</summary>
    public async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        await WaitForProbeAsync(container.StartupProbe, cancellationToken);
        await WaitForProbeAsync(container.ReadinessProbe, cancellationToken);
    }

    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    public string Output() => string.Join('\n', output);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            // With an image, the process is podman: on SIGTERM it stops the container.
            Signals.Send(process.Id, BuiltImage.IsGiven ? Signals.Terminate : Signals.Kill);
            await process.WaitForExitAsync();
        }

        client.Dispose();
        process.Dispose();
        mounts.Delete(recursive: true);
    }

    private Process Launch()
    {
        var started = Process.Start(BuiltImage.IsGiven ? BuiltImage.Run(container, environment, mounts) : FromTheBuild())!;
        started.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        started.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return started;
    }

    // The command of the image contains only the file name of the program. It is replaced by the path in the build output.
    private ProcessStartInfo FromTheBuild()
    {
        IEnumerable<string> line = [.. container.Command ?? [.. ImageFile.Entrypoint], .. container.Args ?? []];
        var program = typeof(Host.Shop).Assembly.Location;
        var start = new ProcessStartInfo(line.First(), line.Skip(1).Select(word => word == Path.GetFileName(program) ? program : word))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Except(Inherited).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = Mounted(value);
        }

        return start;
    }

    private string Mounted(string value) =>
        value.StartsWith('/') && !File.Exists(value) ? Directory.CreateDirectory(Path.Combine(mounts.FullName, value.TrimStart('/'))).FullName : value;

    private Task WaitForProbeAsync(V1Probe probe, CancellationToken cancellationToken) => Eventually.HoldsAsync(
        $"{Name} answers {probe.HttpGet.Path}",
        async cancellationToken =>
        {
            RestartIfEnded();
            return await IsAnsweredAsync(probe.HttpGet, cancellationToken);
        },
        Timeout,
        cancellationToken);

    // The kubelet restarts a container that has exited too, for example because a server did not respond in time.
    private void RestartIfEnded()
    {
        if (process.HasExited)
        {
            restarts = restarts < MaxRestarts ? restarts + 1 : throw new InvalidOperationException($"{Name} ended with {process.ExitCode}:\n{Output()}");
            process.Dispose();
            process = Launch();
        }
    }

    private async Task<bool> IsAnsweredAsync(V1HTTPGetAction probe, CancellationToken cancellationToken)
    {
        var port = container.Ports.Single(open => open.Name == probe.Port.Value).ContainerPort;
        try
        {
            using var response = await client.GetAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ports[port]}{probe.Path}")), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
