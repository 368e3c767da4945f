using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.FraudDetection;

internal static class FraudDetectionTelemetry
{
    public static readonly TelemetryDefinition OrderId = TelemetryDefinition.Attribute("demo.order.id", "string", "The id of the scored order.");
    public static readonly TelemetryDefinition Verdict = TelemetryDefinition.Attribute("demo.fraud.verdict", "string", "The verdict: approve, review or reject.");

    public static readonly TelemetryDefinition Verdicts = TelemetryDefinition.Counter("demo.fraud.verdicts", "{verdict}", "Orders scored, by verdict.");
}
