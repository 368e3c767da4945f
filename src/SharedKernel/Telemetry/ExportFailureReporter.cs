using Microsoft.Extensions.Logging;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>Logs failed telemetry exports to a back end, at most once a minute.</summary>
internal sealed class ExportFailureReporter(ILogger logger, TimeProvider time)
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private DateTimeOffset quietUntil = DateTimeOffset.MinValue;
    private long lost;

    public void Report(Uri backEnd, string reason)
    {
        lock (gate)
        {
            lost++;
            var now = time.GetUtcNow();
            if (now < quietUntil)
            {
                return;
            }

            quietUntil = now + Silence;
            TelemetryLog.NotDelivered(logger, backEnd, reason, lost);
        }
    }
}
