using System.Diagnostics;
using AstronomyShop.Contracts.Otlp;
using OpenTelemetry;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>Leaves ended spans in the queue, each with its owner. Spans that ran in no module's are left out.</summary>
internal sealed class SpanQueueProcessor(ModuleResources resources, TelemetryQueue<(Resource, Activity)> queue) : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        if (data.Recorded && resources.ResourceOf(data) is { } owner)
        {
            queue.Add((owner, data));
        }
    }
}
