using System.Diagnostics;
using AstronomyShop.SharedKernel.Primitives;
using OpenTelemetry;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>Reads the baggage of the current request.</summary>
public static class RequestBaggage
{
    private const string SyntheticType = "user_agent.synthetic.type";

    /// <summary>True for requests of a test or the load generator.</summary>
    public static bool IsSynthetic => Baggage.GetBaggage("synthetic_request") == "true";

    /// <summary>The session id of the browser; null when it is absent or no UUID.</summary>
    public static string? Session => TelemetryForms.Uuid(Baggage.GetBaggage(TelemetryAttributes.SessionId));

    /// <summary>The user id of the browser; null when it is absent or no UUID.</summary>
    public static string? EndUser => TelemetryForms.Uuid(Baggage.GetBaggage(TelemetryAttributes.EndUserId));

    /// <summary>Whether a value may be passed on: the ids are UUIDs, and the mark of synthetic requests is a boolean.</summary>
    public static bool IsValid(string? value) => value is "true" or "false" || TelemetryForms.Uuid(value) is not null;

    /// <summary>Marks the span of a synthetic request.</summary>
    public static void MarkSynthetic(Activity? span)
    {
        if (IsSynthetic)
        {
            span?.SetTag(SyntheticType, "test");
        }
    }
}
