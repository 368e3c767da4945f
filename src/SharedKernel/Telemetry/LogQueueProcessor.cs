using System.Diagnostics;
using AstronomyShop.Contracts.Otlp;
using OpenTelemetry;
using Line = OpenTelemetry.Logs.LogRecord;
using Sent = AstronomyShop.Contracts.Otlp.LogRecord;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>Adds log records to the export queue, each with the resource of its module.</summary>
internal sealed class LogQueueProcessor(ModuleResources resources, TelemetryQueue<(Resource, string, Sent)> queue) : BaseProcessor<Line>
{
    public override void OnEnd(Line data)
    {
        var category = data.CategoryName ?? "";
        if (resources.ResourceOfLog(category, Activity.Current) is { } owner)
        {
            queue.Add((owner, category, OtlpLogs.Of(data)));
        }
    }
}
