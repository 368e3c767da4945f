using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.FraudDetection;

internal static class FraudDetectionTelemetry
{
    public static readonly TelemetryDefinition OrderId = TelemetryDefinition.Attribute("demo.order.id", "string", "The order that is judged.");
    public static readonly TelemetryDefinition Verdict = TelemetryDefinition.Attribute("demo.fraud.verdict", "string", "What came of it: approve, review or reject.");

    public static readonly TelemetryDefinition Verdicts = TelemetryDefinition.Counter("demo.fraud.verdicts", "{verdict}", "Orders judged, by verdict.");
}
