using System.Diagnostics;
using OpenTelemetry;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>Queues the ended spans of one module for export: its own, and those of libraries that ran in its spans.</summary>
internal sealed class ModuleSpanProcessor(ModuleTelemetry module, ProcessTelemetry process, BaseExporter<Activity> exporter, int delay)
    : BatchActivityExportProcessor(exporter, process.Settings.SpanBatch.QueueSize, delay, process.Settings.SpanBatch.Timeout, process.Settings.SpanBatch.BatchSize)
{
    public override void OnEnd(Activity data)
    {
        if (data.Source == module.Source)
        {
            base.OnEnd(data);
        }
        else if (process.OwnerOf(data) == module)
        {
            // A library may describe an error with the text of an exception, which can contain what a customer typed.
            data.SetStatus(data.Status);
            base.OnEnd(data);
        }
    }
}
