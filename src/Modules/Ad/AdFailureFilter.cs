using System.Diagnostics;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.FeatureFlags;
using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Ad;

/// <summary>The flag <c>adFailure</c>: one ad request in ten fails.</summary>
internal sealed class AdFailureFilter(IFeatureClient flags, Random random) : ICallFilter
{
    private const string NoAds = "Ads are not available.";

    public async ValueTask BeforeAsync(string rpc, object request, CancellationToken cancellationToken)
    {
        if (await flags.GetBooleanValueAsync("adFailure", false, Session()) && random.Next(10) == 0)
        {
            Activity.Current?.AddEvent(new ActivityEvent(AdTelemetry.Error, tags: new() { ["exception.message"] = NoAds }));
            throw RpcErrors.Unavailable(NoAds);
        }
    }

    private static EvaluationContext? Session() =>
        RequestBaggage.Session is { Length: > 0 } session ? EvaluationContext.Builder().SetTargetingKey(session).Set("session", session).Build() : null;
}
