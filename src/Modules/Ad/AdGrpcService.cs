using System.Diagnostics;
using System.Diagnostics.Metrics;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Telemetry;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Offer = AstronomyShop.Contracts.Ad;

namespace AstronomyShop.Modules.Ad;

internal sealed class AdGrpcService(Random random, ModuleTelemetry telemetry, ILogger<AdGrpcService> logger) : AdService.AdServiceBase
{
    private const int AdsAtRandom = 2;
    private const string OtherCategory = "other";

    private readonly Counter<long> requests = telemetry.Counter(AdTelemetry.Requests);
    private readonly Counter<long> served = telemetry.Counter(AdTelemetry.Served);

    public override Task<AdResponse> GetAds(AdRequest request, ServerCallContext context)
    {
        var response = new AdResponse { Ads = { request.ContextKeys.SelectMany(AdsOf) } };
        var requestType = request.ContextKeys.Count > 0 ? AdTelemetry.Targeted : AdTelemetry.NotTargeted;
        var responseType = response.Ads.Count > 0 ? AdTelemetry.Targeted : AdTelemetry.AtRandom;
        if (response.Ads.Count == 0)
        {
            response.Ads.Add(RandomAds());
        }

        Describe(Activity.Current, request, response, requestType, responseType);
        requests.Add(1, new(AdTelemetry.RequestType, requestType), new KeyValuePair<string, object?>(AdTelemetry.ResponseType, responseType));
        AdLog.Served(logger, response.Ads.Count, request.ContextKeys.Count, requestType, responseType);
        return Task.FromResult(response);
    }

    private static void Describe(Activity? span, AdRequest request, AdResponse response, string requestType, string responseType)
    {
        if (span is not { IsAllDataRequested: true })
        {
            return;
        }

        span.SetTag(TelemetryAttributes.SessionId, RequestBaggage.Session);
        span.SetTag(TelemetryAttributes.EndUserId, RequestBaggage.EndUser);
        span.SetTag(AdTelemetry.ContextKeys, $"[{string.Join(", ", request.ContextKeys.Select(NameOf))}]");
        span.SetTag(AdTelemetry.ContextKeysCount, request.ContextKeys.Count);
        span.SetTag(AdTelemetry.Count, response.Ads.Count);
        span.SetTag(AdTelemetry.RequestType, requestType);
        span.SetTag(AdTelemetry.ResponseType, responseType);
    }

    // A key is input of the caller; only the names of known categories are repeated.
    private static string NameOf(string category) => AdCatalog.Of(category).Count > 0 ? category : OtherCategory;

    private IReadOnlyList<Offer> AdsOf(string category)
    {
        using var span = telemetry.StartSpan(AdTelemetry.ByCategory);
        var ads = AdCatalog.Of(category);
        span?.SetTag(AdTelemetry.Category, NameOf(category));
        span?.SetTag(AdTelemetry.Count, ads.Count);
        if (ads.Count > 0)
        {
            // Only known categories: an unknown key is input of the caller and must not create a metric series.
            served.Add(ads.Count, new KeyValuePair<string, object?>(AdTelemetry.Category, category));
        }

        return ads;
    }

    private IReadOnlyList<Offer> RandomAds()
    {
        using var span = telemetry.StartSpan(AdTelemetry.Random);
        var ads = AdCatalog.AtRandom(AdsAtRandom, random);
        span?.SetTag(AdTelemetry.Count, ads.Count);
        served.Add(ads.Count, new KeyValuePair<string, object?>(AdTelemetry.Category, "random"));
        return ads;
    }
}
