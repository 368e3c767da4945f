using AstronomyShop.Contracts.Otlp;
using AstronomyShop.Modules.Observatory.Jaeger;
using AstronomyShop.Modules.Observatory.Kept;
using AstronomyShop.Modules.Observatory.Pages;
using AstronomyShop.SharedKernel.Modules;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.Observatory;

/// <summary>Shows what the shop's services did in the last minutes: their traces, measurements and log lines, and who called whom.</summary>
public sealed class ObservatoryModule : IModule
{
    /// <inheritdoc/>
    public ModuleFace Face { get; } = new("Observatory", "observatory")
    {
        Serves = [TraceService.Descriptor, MetricsService.Descriptor, LogsService.Descriptor],
        ServesHttp = true,
        IsObservatory = true,
        ManagementPaths = [Layout.Path, JaegerApi.Path, OtlpHttp.Path],
    };

    /// <inheritdoc/>
    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Options<ObservatoryOptions>();
        module.Services.AddSingleton<TraceBuffer>();
        module.Services.AddSingleton<LogBuffer>();
        module.Services.AddSingleton<MetricBuffer>();
        module.Services.AddSingleton<Intake>();
        module.Services.AddSingleton<ITelemetryTarget>(services => services.GetRequiredService<Intake>());
        module.Services.AddSingleton<Sky>();
        module.Serves<TraceApi>(TraceService.BindService);
        module.Serves<MetricsApi>(MetricsService.BindService);
        module.Serves<LogsApi>(LogsService.BindService);
        module.Http(OtlpHttp.Map);
        module.Http(ObservatoryPages.Map);
        module.Http(JaegerApi.Map);
    }
}
