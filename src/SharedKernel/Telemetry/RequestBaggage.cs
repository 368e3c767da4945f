using System.Diagnostics;
using OpenTelemetry;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>What the baggage says of the visit that a request belongs to.</summary>
public static class RequestBaggage
{
    /// <summary>No human asked: a test or the load script did.</summary>
    public static bool IsSynthetic => Baggage.GetBaggage("synthetic_request") == "true";

    /// <summary>The browser's number of the visit; null when it gave none.</summary>
    public static string? Session => Baggage.GetBaggage(TelemetryAttributes.SessionId);

    /// <summary>The browser's number of the shopper; null when it gave none.</summary>
    public static string? EndUser => Baggage.GetBaggage(TelemetryAttributes.EndUserId);

    /// <summary>Marks a span when no human asked.</summary>
    public static void MarkSynthetic(Activity? span)
    {
        if (IsSynthetic)
        {
            span?.SetTag(TelemetryAttributes.SyntheticType, "test");
        }
    }
}
