using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.FeatureFlags;
using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Ad;

/// <summary>The flag <c>adManualGc</c>: a call fills memory and forces garbage collections, at most every ten seconds.</summary>
internal sealed class AdManualGcFilter(IFeatureClient flags, TimeProvider clock, ModuleTelemetry telemetry) : ICallFilter
{
    private const int Blocks = 64;
    private const int BlockBytes = 1 << 20;
    private const int Collections = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private long last;

    public async ValueTask BeforeAsync(string rpc, object request, CancellationToken cancellationToken)
    {
        if (!await flags.GetBooleanValueAsync("adManualGc", false))
        {
            return;
        }

        var (now, before) = (clock.GetTimestamp(), Volatile.Read(ref last));
        if ((before == 0 || clock.GetElapsedTime(before, now) >= Pause) && Interlocked.CompareExchange(ref last, now, before) == before)
        {
            ForceCollection();
        }
    }

    private void ForceCollection()
    {
        using var span = telemetry.StartSpan(AdTelemetry.CollectingByHand);
        var garbage = new byte[Blocks][];
        for (var round = 0; round < Collections; round++)
        {
            for (var block = 0; block < Blocks; block++)
            {
                garbage[block] = GC.AllocateUninitializedArray<byte>(BlockBytes);
            }

            GC.Collect();
        }

        span?.SetTag(AdTelemetry.Collections, Collections);
        GC.KeepAlive(garbage);
    }
}
