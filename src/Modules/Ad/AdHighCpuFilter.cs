using System.Diagnostics;
using System.Diagnostics.Metrics;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.FeatureFlags;
using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Ad;

/// <summary>The flag <c>adHighCpu</c>: busy worker threads while the flag is on. One processor is always left free.</summary>
internal sealed class AdHighCpuFilter(IFeatureClient flags, ModuleTelemetry telemetry) : ICallFilter
{
    private const string Key = "adHighCpu";

    private static readonly int Workers = Math.Clamp(Environment.ProcessorCount - 1, 1, 4);
    private static readonly TimeSpan BurstLength = TimeSpan.FromMilliseconds(20);

    private readonly UpDownCounter<int> busy = telemetry.UpDownCounter(AdTelemetry.BusyWorkers);

    private int working;

    public async ValueTask BeforeAsync(string rpc, object request, CancellationToken cancellationToken)
    {
        if (!await flags.GetBooleanValueAsync(Key, false) || Interlocked.CompareExchange(ref working, Workers, 0) != 0)
        {
            return;
        }

        // The work belongs to no request.
        using var alone = ExecutionContext.SuppressFlow();
        for (var worker = 0; worker < Workers; worker++)
        {
            _ = Task.Run(WorkAsync, CancellationToken.None);
        }
    }

    private async Task WorkAsync()
    {
        busy.Add(1);
        while (await flags.GetBooleanValueAsync(Key, false))
        {
            for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < BurstLength;)
            {
                Thread.SpinWait(1000);
            }

            await Task.Yield();
        }

        busy.Add(-1);
        Interlocked.Decrement(ref working);
    }
}
