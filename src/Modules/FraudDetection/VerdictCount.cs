using System.Diagnostics.Metrics;
using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.FraudDetection;

internal sealed class VerdictCount(ModuleTelemetry telemetry)
{
    private readonly Counter<long> verdicts = telemetry.Counter(FraudDetectionTelemetry.Verdicts);

    public void Add(Verdict verdict) => verdicts.Add(1, new KeyValuePair<string, object?>(FraudDetectionTelemetry.Verdict, verdict.Decision));
}
