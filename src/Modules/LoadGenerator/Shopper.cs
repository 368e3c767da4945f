using System.Diagnostics.Metrics;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.Extensions.Options;
using OpenTelemetry;

namespace AstronomyShop.Modules.LoadGenerator;

/// <summary>How one customer shops: comes in, does something, looks at what he got, does the next thing, until he is to leave.</summary>
internal sealed class Shopper(Errands errands, IOptions<LoadGeneratorOptions> options, Random random, TimeProvider clock, ModuleTelemetry telemetry)
{
    private readonly Counter<long> iterations = telemetry.Counter(LoadGeneratorTelemetry.Iterations);
    private readonly UpDownCounter<int> users = telemetry.UpDownCounter(LoadGeneratorTelemetry.Users);

    public async Task Shop(CancellationToken leaving)
    {
        await Task.Yield();
        Baggage.Current = Baggage.Create(new() { ["synthetic_request"] = "true", ["session.id"] = Guid.NewGuid().ToString() });
        users.Add(1);
        try
        {
            await Do(errands.Enter, leaving);
            while (true)
            {
                await Do(errands.Any, leaving);
                iterations.Add(1);
                await Task.Delay(Pause(), clock, leaving);
            }
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // He left.
        }
        finally
        {
            users.Add(-1);
        }
    }

    private static async Task Do(Func<CancellationToken, Task> errand, CancellationToken leaving)
    {
        try
        {
            await errand(leaving);
        }
        catch (HttpRequestException)
        {
            // Its span and the log tell of it. Customers try something else.
        }
    }

    private TimeSpan Pause()
    {
        var (shortest, longest) = (options.Value.ShortestPause, options.Value.LongestPause);
        return longest > shortest ? shortest + ((longest - shortest) * random.NextDouble()) : shortest;
    }
}
