using System.Collections.Concurrent;
using System.Diagnostics;

namespace AstronomyShop.Tests.Testing;

/// <summary>The real executable as a process of its own, on free ports of loopback.</summary>
public sealed class ShopProcess : IAsyncDisposable
{
    // Several split shops that start at the same time are sixty processes: on a busy machine with two cores that takes minutes.
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
    /// Settings for a test that is not about deadlines: many processes that have just started answer late on a busy machine, and are waited for.
    /// </summary>
    public static IReadOnlyList<string> LongDeadlines { get; } = ["--Shop:Calls:Deadline=00:01:00", "--Modules:Edge:TimeLimit=00:01:10", "--Modules:Checkout:AttemptTime=00:01:20"];

    public HttpClient Web { get; }

    public HttpClient Management { get; }

    public Uri GrpcAddress { get; }

    public int Id => process.Id;

    public bool HasEnded => process.HasExited;

    /// <summary>What it wrote to its standard error, line by line; complete once it has ended.</summary>
    public IReadOnlyCollection<string> Errors => errors;

    /// <summary>What it wrote to its standard output, line by line; complete once it has ended.</summary>
    public IReadOnlyCollection<string> Output => output;

    /// <param name="program">Any type of the program's assembly.</param>
    /// <param name="arguments">More arguments; they win over the ports given here.</param>
    /// <param name="environment">More environment variables.</param>
    public static ShopProcess Start(Type program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        ArgumentNullException.ThrowIfNull(program);
        return Start(program.Assembly.Location, arguments, environment);
    }

    /// <param name="program">The path of the program's assembly.</param>
    /// <param name="arguments">More arguments; they win over the ports given here.</param>
    /// <param name="environment">More environment variables.</param>
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

    /// <summary>Returns when all that runs in it is ready.</summary>
    public Task WaitUntilReadyAsync(CancellationToken cancellationToken) =>
        Eventually.HoldsAsync(
            "the shop is ready",
            async cancellationToken => process.HasExited
                ? throw new InvalidOperationException($"It ended with {process.ExitCode}: {string.Join(" / ", errors)}")
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

    /// <summary>Asks it to end, as Kubernetes does.</summary>
    public void Terminate() => Signals.Send(process.Id, Signals.Terminate);

    /// <summary>Kills it with all that it has started.</summary>
    public void Kill() => process.Kill(entireProcessTree: true);

    public static void Kill(int processId)
    {
        using var victim = Process.GetProcessById(processId);
        victim.Kill();
    }

    /// <summary>Its exit code, when it has ended.</summary>
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
