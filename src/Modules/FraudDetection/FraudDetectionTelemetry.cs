using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.FraudDetection;

internal static class FraudDetectionTelemetry
{
    public static readonly Emitted OrderId = Emitted.Attribute("demo.order.id", "string", "The order that is judged.");
    public static readonly Emitted Verdict = Emitted.Attribute("demo.fraud.verdict", "string", "What came of it: approve, review or reject.");

    public static readonly Emitted Verdicts = Emitted.Counter("demo.fraud.verdicts", "{verdict}", "Orders judged, by verdict.");
}
