using System.Diagnostics.Metrics;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.Extensions.Options;
using OpenTelemetry;

namespace AstronomyShop.Modules.LoadGenerator;

/// <summary>The loop of one simulated user: starts a session, runs a task, pauses, and continues until it is stopped.</summary>
internal sealed class VirtualUser(UserScenarios scenarios, IOptions<LoadGeneratorOptions> options, Random random, TimeProvider clock, ModuleTelemetry telemetry)
{
    private readonly Counter<long> iterations = telemetry.Counter(LoadGeneratorTelemetry.Iterations);
    private readonly UpDownCounter<int> users = telemetry.UpDownCounter(LoadGeneratorTelemetry.Users);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        Baggage.Current = Baggage.Create(new() { ["synthetic_request"] = "true", ["session.id"] = Guid.NewGuid().ToString() });
        users.Add(1);
        try
        {
            await DoAsync(scenarios.EnterAsync, cancellationToken);
            while (true)
            {
                await DoAsync(scenarios.AnyAsync, cancellationToken);
                iterations.Add(1);
                await Task.Delay(Pause(), clock, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The user was stopped.
        }
        finally
        {
            users.Add(-1);
        }
    }

    private static async Task DoAsync(Func<CancellationToken, Task> scenario, CancellationToken cancellationToken)
    {
        try
        {
            await scenario(cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The span and the log record report the failure, whatever it is. The user continues with another task.
        }
    }

    private TimeSpan Pause()
    {
        var (shortest, longest) = (options.Value.ShortestPause, options.Value.LongestPause);
        return longest > shortest ? shortest + ((longest - shortest) * random.NextDouble()) : shortest;
    }
}
