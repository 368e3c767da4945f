using System.Diagnostics;
using AstronomyShop.SharedKernel.Calls;
using AstronomyShop.SharedKernel.Flags;
using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Ad;

/// <summary>The flag <c>adFailure</c>: one request for ads in ten is refused.</summary>
internal sealed class AdFailure(IFeatureClient flags, Random random) : ICallFilter
{
    private const string NoAds = "There are no ads: adFailure is on";

    public async ValueTask Before(string rpc, object request, CancellationToken cancellation)
    {
        if (await flags.GetBooleanValueAsync("adFailure", false, Session()) && random.Next(10) == 0)
        {
            Activity.Current?.AddEvent(new ActivityEvent(AdTelemetry.Error, tags: new() { ["exception.message"] = NoAds }));
            throw Refusal.Unavailable(NoAds);
        }
    }

    private static EvaluationContext? Session() =>
        Visit.Session is { Length: > 0 } session ? EvaluationContext.Builder().SetTargetingKey(session).Set("session", session).Build() : null;
}
