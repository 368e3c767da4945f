using System.Diagnostics;
using OpenTelemetry;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>Reads the baggage of the current request.</summary>
public static class RequestBaggage
{
    /// <summary>True for requests of a test or the load generator.</summary>
    public static bool IsSynthetic => Baggage.GetBaggage("synthetic_request") == "true";

    /// <summary>The session id of the browser; null when absent.</summary>
    public static string? Session => Baggage.GetBaggage(TelemetryAttributes.SessionId);

    /// <summary>The user id of the browser; null when absent.</summary>
    public static string? EndUser => Baggage.GetBaggage(TelemetryAttributes.EndUserId);

    /// <summary>Marks the span of a synthetic request.</summary>
    public static void MarkSynthetic(Activity? span)
    {
        if (IsSynthetic)
        {
            span?.SetTag(TelemetryAttributes.SyntheticType, "test");
        }
    }
}
