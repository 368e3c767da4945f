using AstronomyShop.SharedKernel.FeatureFlags;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Shipping;

internal static partial class ShippingLog
{
    [LoggerMessage(Level = LogLevel.Information, EventName = "shipping.quote.requested", Message = "Shipping quote for {Items} items requested")]
    public static partial void QuoteRequested(ILogger logger, long items);

    [LoggerMessage(Level = LogLevel.Information, EventName = "shipping.quote.sent", Message = "Shipping quote: {Total}")]
    public static partial void QuoteSent(ILogger logger, Money total, long dollars, int cents);

    [LoggerMessage(Level = LogLevel.Information, EventName = "shipping.tracking_id.created", Message = "Shipped under tracking id {TrackingId}")]
    public static partial void Shipped(ILogger logger, string trackingId);

    [LoggerMessage(Level = LogLevel.Information, EventName = "shipping.cancelled", Message = "Shipment cancelled and its key closed")]
    public static partial void Cancelled(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, EventName = "shipping.feature_flag.evaluated", Message = "Flag {Flag} evaluated to {Value}, variant {Variant}")]
    public static partial void FlagEvaluated(ILogger logger, string flag, int value, string? variant, string flagProvider);

    [LoggerMessage(Level = LogLevel.Information, EventName = "shipping.feature_flag.evaluation_failed", Message = "Flag {Flag} could not be evaluated: {ErrorType}")]
    public static partial void FlagNotEvaluated(ILogger logger, string flag, ErrorType errorType, string flagProvider);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "shipping.international.slowdown", Message = "International shipment delayed by {DelaySeconds} s: intlShippingSlowdown is on")]
    public static partial void SlowedDown(ILogger logger, int delaySeconds);

    [LoggerMessage(
        Level = LogLevel.Warning, EventName = "shipping.fingerprints.not_upgraded",
        Message = "Keying the request fingerprints of an earlier version failed; retrying")]
    public static partial void FingerprintsNotUpgraded(ILogger logger, Exception exception);
}
