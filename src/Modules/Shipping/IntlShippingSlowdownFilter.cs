using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.FeatureFlags;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Shipping;

/// <summary>The flag <c>intlShippingSlowdown</c>: shipping an order to another country takes this many seconds longer.</summary>
internal sealed class IntlShippingSlowdownFilter(IFeatureClient flags, TimeProvider clock, ILogger<IntlShippingSlowdownFilter> logger) : ICallFilter
{
    private const string Key = "intlShippingSlowdown";
    private const string Provider = "flagd";
    private const int MaxSeconds = 60;

    public async ValueTask BeforeAsync(string rpc, object request, CancellationToken cancellationToken)
    {
        if (request is not ShipOrderRequest { Address: { } address } || IsDomestic(address.Country))
        {
            return;
        }

        var flag = await flags.GetIntegerDetailsAsync(Key, 0, EvaluationContext.Empty);
        Log(flag);
        var seconds = Math.Min(flag.Value, MaxSeconds);
        if (seconds > 0)
        {
            ShippingLog.SlowedDown(logger, seconds);
            await Task.Delay(TimeSpan.FromSeconds(seconds), clock, cancellationToken);
        }
    }

    private void Log(FlagEvaluationDetails<int> flag)
    {
        if (flag.ErrorType == ErrorType.None)
        {
            ShippingLog.FlagEvaluated(logger, Key, flag.Value, flag.Variant, Provider);
        }
        else
        {
            ShippingLog.FlagNotEvaluated(logger, Key, flag.ErrorType, Provider);
        }
    }

    private static bool IsDomestic(string country) =>
        country.Trim().ToUpperInvariant() is "US" or "USA" or "UNITED STATES" or "UNITED STATES OF AMERICA";
}
