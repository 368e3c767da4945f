using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;

namespace AstronomyShop.Host.Split;

/// <summary>Runs one process of the split shop, restarts it when it ends, and forwards its output with the service name.</summary>
internal sealed class ChildProcess(ChildProcessSpec part, bool restarts, bool logsJson, TimeProvider clock, ILogger logger) : IDisposable
{
    private const int RejectedSettingsExitCode = 1;
    private static readonly TimeSpan InitialBackoff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxBackoff = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource stopping = new();
    private Process? process;

    public ChildProcessSpec Spec => part;

    public int? ProcessId => process is { HasExited: false } running ? running.Id : null;

    /// <summary>Returns when the process is not to be restarted any more; true if it rejected its settings.</summary>
    public async Task<bool> KeepRunningAsync()
    {
        var pause = InitialBackoff;
        for (var starts = 1; ; starts++)
        {
            var started = clock.GetTimestamp();
            var exitCode = await RunAsync();
            if (stopping.IsCancellationRequested)
            {
                return false;
            }

            if (!restarts || (starts == 1 && exitCode == RejectedSettingsExitCode))
            {
                return exitCode == RejectedSettingsExitCode;
            }

            pause = clock.GetElapsedTime(started) > MaxBackoff ? InitialBackoff : pause;
            SplitLog.StartsAgain(logger, part.Descriptor.ServiceName, pause.TotalSeconds);
            await Task.Delay(pause, clock, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stopping.IsCancellationRequested)
            {
                return false;
            }

            pause = pause * 2 < MaxBackoff ? pause * 2 : MaxBackoff;
        }
    }

    /// <summary>Asks the process to end and returns when it has; after the timeout it is killed.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        if (process is not { HasExited: false } running)
        {
            return;
        }

        running.StandardInput.Close();
        try
        {
            await running.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            SplitLog.Killed(logger, part.Descriptor.ServiceName);
            running.Kill();
        }
    }

    public void Dispose()
    {
        stopping.Dispose();
        process?.Dispose();
    }

    // Null when the system did not start the process: it may have too many, or no memory.
    private async Task<int?> RunAsync()
    {
        try
        {
            process = Launch();
        }
        catch (Win32Exception exception)
        {
            SplitLog.NotStarted(logger, part.Descriptor.ServiceName, exception.Message);
            return null;
        }

        await process.WaitForExitAsync();
        if (!stopping.IsCancellationRequested)
        {
            SplitLog.Ended(logger, part.Descriptor.ServiceName, process.ExitCode);
        }

        return process.ExitCode;
    }

    private Process Launch()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // When started by the dotnet command, the program is the first argument.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(Assembly.GetEntryAssembly()!.Location);
        }

        foreach (var argument in part.Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in part.Environment)
        {
            start.Environment[name] = value;
        }

        var child = Process.Start(start)!;
        child.OutputDataReceived += (_, said) => WriteLine(child.Id, Console.Out, said.Data);
        child.ErrorDataReceived += (_, said) => WriteLine(child.Id, Console.Error, said.Data);
        child.BeginOutputReadLine();
        child.BeginErrorReadLine();
        return child;
    }

    private void WriteLine(int processId, TextWriter console, string? line)
    {
        if (line is not null)
        {
            console.WriteLine(logsJson
                ? JsonLogLine.Of(part.Descriptor.ServiceName, processId, line, isError: console == Console.Error)
                : $"{part.Descriptor.ServiceName,-16} | {line}");
        }
    }
}
