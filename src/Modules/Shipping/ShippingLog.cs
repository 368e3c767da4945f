using AstronomyShop.SharedKernel.Flags;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Shipping;

internal static partial class ShippingLog
{
    [LoggerMessage(Level = LogLevel.Information, EventName = "shipping.quote.requested", Message = "What does it cost to ship {Items} items?")]
    public static partial void QuoteRequested(ILogger logger, long items);

    [LoggerMessage(Level = LogLevel.Information, EventName = "shipping.quote.sent", Message = "Shipping costs {Total}")]
    public static partial void QuoteSent(ILogger logger, Money total, long dollars, int cents);

    [LoggerMessage(Level = LogLevel.Information, EventName = "shipping.tracking_id.created", Message = "Shipped under tracking id {TrackingId}")]
    public static partial void Shipped(ILogger logger, string trackingId);

    [LoggerMessage(Level = LogLevel.Information, EventName = "shipping.cancelled", Message = "Nothing is shipped under key {Key} any more")]
    public static partial void Cancelled(ILogger logger, string key);

    [LoggerMessage(Level = LogLevel.Information, EventName = "shipping.feature_flag.evaluated", Message = "The flag {Flag} says {Value}, by {Variant}")]
    public static partial void FlagEvaluated(ILogger logger, string flag, int value, string? variant, string flagProvider);

    [LoggerMessage(Level = LogLevel.Information, EventName = "shipping.feature_flag.evaluation_failed", Message = "The flag {Flag} says nothing: {ErrorType}")]
    public static partial void FlagNotEvaluated(ILogger logger, string flag, ErrorType errorType, string flagProvider);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "shipping.international.slowdown", Message = "A parcel for abroad waits {DelaySeconds} s: intlShippingSlowdown is on")]
    public static partial void SlowedDown(ILogger logger, int delaySeconds);
}
