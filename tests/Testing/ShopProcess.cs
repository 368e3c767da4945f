using System.Collections.Concurrent;
using System.Diagnostics;

namespace AstronomyShop.Tests.Testing;

/// <summary>The real executable in a separate process, on free ports of the loopback interface.</summary>
public sealed class ShopProcess : IAsyncDisposable
{
    // Several split shops that start at the same time have sixty processes, which takes minutes on a busy machine with two cores.
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(20);

    private readonly Process process;
    private readonly ConcurrentQueue<string> errors = new();
    private readonly ConcurrentQueue<string> output = new();

    private ShopProcess(Process process, IReadOnlyList<int> ports)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => AddLine(output, line.Data);
        process.ErrorDataReceived += (_, line) => AddLine(errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Web = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = At(ports[0]) };
        GrpcAddress = At(ports[1]);
        Management = new HttpClient { BaseAddress = At(ports[2]) };
    }

    /// <summary>
    /// Settings for tests that do not verify deadlines: on a busy machine, many processes that have just started respond late, and callers must wait.
    /// </summary>
    public static IReadOnlyList<string> LongDeadlines { get; } = ["--Shop:Calls:Deadline=00:01:00", "--Modules:Edge:TimeLimit=00:01:10", "--Modules:Checkout:AttemptTime=00:01:20"];

    public HttpClient Web { get; }

    public HttpClient Management { get; }

    public Uri GrpcAddress { get; }

    public int Id => process.Id;

    public bool HasEnded => process.HasExited;

    /// <summary>The lines that the process wrote to standard error; complete once it has exited.</summary>
    public IReadOnlyCollection<string> Errors => errors;

    /// <summary>The lines that the process wrote to standard output; complete once it has exited.</summary>
    public IReadOnlyCollection<string> Output => output;

    /// <param name="program">Any type of the program's assembly.</param>
    /// <param name="arguments">Additional arguments; they override the ports that this method sets.</param>
    /// <param name="environment">Additional environment variables.</param>
    public static ShopProcess Start(Type program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        ArgumentNullException.ThrowIfNull(program);
        return Start(program.Assembly.Location, arguments, environment);
    }

    /// <param name="program">The path of the program's assembly.</param>
    /// <param name="arguments">Additional arguments; they override the ports that this method sets.</param>
    /// <param name="environment">Additional environment variables.</param>
    public static ShopProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var ports = FreePorts.Take(3);
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in (string[])
            [
                program, $"--Shop:Ports:Web=127.0.0.1:{ports[0]}", $"--Shop:Ports:Grpc=127.0.0.1:{ports[1]}",
                $"--Shop:Ports:Management=127.0.0.1:{ports[2]}", .. arguments,
            ])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new ShopProcess(Process.Start(start)!, ports);
    }

    /// <summary>Returns when all modules in the process are ready.</summary>
    public Task WaitUntilReadyAsync(CancellationToken cancellationToken) =>
        Eventually.HoldsAsync(
            "the shop is ready",
            async cancellationToken => process.HasExited
                ? throw new InvalidOperationException($"The process exited with code {process.ExitCode}: {string.Join(" / ", errors)}")
                : await IsReadyAsync(cancellationToken),
            StartTimeout,
            cancellationToken);

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await Management.GetAsync("/health/ready", cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Sends SIGTERM to the process, as Kubernetes does.</summary>
    public void Terminate() => Signals.Send(process.Id, Signals.Terminate);

    /// <summary>Kills the process and all processes that it has started.</summary>
    public void Kill() => process.Kill(entireProcessTree: true);

    public static void Kill(int processId)
    {
        using var victim = Process.GetProcessById(processId);
        victim.Kill();
    }

    /// <summary>Waits until the process has exited, and returns its exit code.</summary>
    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            Terminate();
            using var timeout = new CancellationTokenSource(StopTimeout);
            try
            {
                await process.WaitForExitAsync(timeout.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        Web.Dispose();
        Management.Dispose();
        process.Dispose();
    }

    private static void AddLine(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
        }
    }

    private static Uri At(int port) => new($"http://127.0.0.1:{port}");
}
