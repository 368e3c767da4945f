using System.Threading.Channels;
using AstronomyShop.Contracts.Otlp;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Tests.Modules.Edge;

/// <summary>A telemetry target that records browser telemetry and ignores the telemetry of the shop.</summary>
public sealed class RecordingTelemetryTarget : IModule, ITelemetryTarget
{
    private readonly Channel<ResourceSpans> exported = Channel.CreateUnbounded<ResourceSpans>();
    private readonly Channel<ResourceLogs> exportedLogs = Channel.CreateUnbounded<ResourceLogs>();

    public ModuleDescriptor Descriptor { get; } = new("Collecting", "collecting") { IsObservatory = true };

    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Services.AddSingleton<ITelemetryTarget>(this);
    }

    /// <summary>The next telemetry report of a browser.</summary>
    public async Task<ResourceSpans> NextAsync(CancellationToken cancellationToken) =>
        await exported.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(20), cancellationToken);

    /// <summary>The next log events of a client.</summary>
    public async Task<ResourceLogs> NextLogsAsync(CancellationToken cancellationToken) =>
        await exportedLogs.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(20), cancellationToken);

    public Task<bool> ExportAsync(ExportTraceServiceRequest traces, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(traces);
        foreach (var part in traces.ResourceSpans.Where(part => !part.Resource.Attributes.Any(pair => pair.Key == "service.criticality")))
        {
            exported.Writer.TryWrite(part);
        }

        return Task.FromResult(true);
    }

    public Task<bool> ExportAsync(ExportMetricsServiceRequest metrics, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<bool> ExportAsync(ExportLogsServiceRequest logs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(logs);
        foreach (var part in logs.ResourceLogs.Where(part => !part.Resource.Attributes.Any(pair => pair.Key == "service.criticality")))
        {
            exportedLogs.Writer.TryWrite(part);
        }

        return Task.FromResult(true);
    }
}
