using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Calls;
using AstronomyShop.SharedKernel.Flags;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Shipping;

/// <summary>The flag <c>intlShippingSlowdown</c>: shipping an order abroad takes this many seconds longer.</summary>
internal sealed class IntlShippingSlowdown(IFeatureClient flags, TimeProvider clock, ILogger<IntlShippingSlowdown> log) : ICallFilter
{
    private const string Key = "intlShippingSlowdown";
    private const string Provider = "flagd";
    private const int LongestSeconds = 60;

    public async ValueTask Before(string rpc, object request, CancellationToken cancellation)
    {
        if (request is not ShipOrderRequest { Address: { } address } || IsDomestic(address.Country))
        {
            return;
        }

        var flag = await flags.GetIntegerDetailsAsync(Key, 0, EvaluationContext.Empty);
        Tell(flag);
        var seconds = Math.Min(flag.Value, LongestSeconds);
        if (seconds > 0)
        {
            ShippingLog.SlowedDown(log, seconds);
            await Task.Delay(TimeSpan.FromSeconds(seconds), clock, cancellation);
        }
    }

    private void Tell(FlagEvaluationDetails<int> flag)
    {
        if (flag.ErrorType == ErrorType.None)
        {
            ShippingLog.FlagEvaluated(log, Key, flag.Value, flag.Variant, Provider);
        }
        else
        {
            ShippingLog.FlagNotEvaluated(log, Key, flag.ErrorType, Provider);
        }
    }

    private static bool IsDomestic(string country) =>
        country.Trim().ToUpperInvariant() is "US" or "USA" or "UNITED STATES" or "UNITED STATES OF AMERICA";
}
