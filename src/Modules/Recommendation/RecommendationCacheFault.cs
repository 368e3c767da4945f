using System.Diagnostics;
using AstronomyShop.SharedKernel.FeatureFlags;

namespace AstronomyShop.Modules.Recommendation;

/// <summary>
/// The flag <c>recommendationCacheFailure</c>: half of the calls add to a cache that grows by a quarter of its size each time. The size is
/// limited so that the process survives, and the memory is released soon after the flag is turned off.
/// </summary>
internal sealed class RecommendationCacheFault(IFeatureClient flags, Random random, TimeProvider clock)
{
    private const string Key = "recommendationCacheFailure";
    private const int InitialIds = 10;
    private const int MaxIds = 8_000_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Lock caching = new();
    private List<string> cache = [];

    public async Task RunAsync(Activity? span)
    {
        var isOn = await flags.GetBooleanValueAsync(Key, false, EvaluationContext.Empty);
        span?.SetTag(RecommendationTelemetry.CacheIsOn, isOn);
        if (isOn)
        {
            var isHit = !Grow();
            span?.SetTag(RecommendationTelemetry.CacheHit, isHit);
            span?.SetTag(RecommendationTelemetry.ProductCount, cache.Count);
        }
    }

    private bool Grow()
    {
        lock (caching)
        {
            if (cache.Count > 0 && random.Next(2) == 0)
            {
                return false;
            }

            if (cache.Count == 0)
            {
                using var alone = ExecutionContext.SuppressFlow();
                _ = Task.Run(ReleaseWhenDisabledAsync, CancellationToken.None);
            }

            var more = Math.Min(InitialIds + (cache.Count / 4), MaxIds - cache.Count);
            cache.AddRange(Enumerable.Repeat(Key, more));
            return true;
        }
    }

    private async Task ReleaseWhenDisabledAsync()
    {
        while (await flags.GetBooleanValueAsync(Key, false, EvaluationContext.Empty))
        {
            await Task.Delay(Pause, clock);
        }

        lock (caching)
        {
            cache = [];
        }
    }
}
