using System.Diagnostics;
using AstronomyShop.Contracts.Otlp;
using OpenTelemetry;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>Adds ended spans to the export queue, each with the resource of its module. Spans outside a module are ignored.</summary>
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
