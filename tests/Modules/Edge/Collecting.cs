using System.Threading.Channels;
using AstronomyShop.Contracts.Otlp;
using AstronomyShop.SharedKernel.Modules;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Tests.Modules.Edge;

/// <summary>An observatory that keeps what visitors told, and nothing of the shop's own.</summary>
public sealed class Collecting : IModule, ITelemetryTarget
{
    private readonly Channel<ResourceSpans> told = Channel.CreateUnbounded<ResourceSpans>();
    private readonly Channel<ResourceLogs> logged = Channel.CreateUnbounded<ResourceLogs>();

    public ModuleFace Face { get; } = new("Collecting", "collecting") { IsObservatory = true };

    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Services.AddSingleton<ITelemetryTarget>(this);
    }

    /// <summary>The next report of a visitor.</summary>
    public async Task<ResourceSpans> Next(CancellationToken cancellation) =>
        await told.Reader.ReadAsync(cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(20), cancellation);

    /// <summary>The next log events of a visitor.</summary>
    public async Task<ResourceLogs> NextLogsAsync(CancellationToken cancellationToken) =>
        await logged.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(20), cancellationToken);

    public Task<bool> Take(ExportTraceServiceRequest traces, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(traces);
        foreach (var part in traces.ResourceSpans.Where(part => !part.Resource.Attributes.Any(pair => pair.Key == "service.criticality")))
        {
            told.Writer.TryWrite(part);
        }

        return Task.FromResult(true);
    }

    public Task<bool> Take(ExportMetricsServiceRequest metrics, CancellationToken cancellation) => Task.FromResult(true);

    public Task<bool> Take(ExportLogsServiceRequest logs, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(logs);
        foreach (var part in logs.ResourceLogs.Where(part => !part.Resource.Attributes.Any(pair => pair.Key == "service.criticality")))
        {
            logged.Writer.TryWrite(part);
        }

        return Task.FromResult(true);
    }
}
