using AstronomyShop.Contracts.Otlp;
using AstronomyShop.Modules.Observatory.JaegerApi;
using AstronomyShop.Modules.Observatory.Storage;
using AstronomyShop.Modules.Observatory.Pages;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.Observatory;

/// <summary>Stores and shows the recent telemetry of the shop's services: traces, metrics, logs and the service map.</summary>
public sealed class ObservatoryModule : IModule
{
    /// <inheritdoc/>
    public ModuleDescriptor Descriptor { get; } = new("Observatory", "observatory")
    {
        Serves = [TraceService.Descriptor, MetricsService.Descriptor, LogsService.Descriptor],
        ServesHttp = true,
        ReceivesTelemetry = true,
        IsRecorded = false,
        ManagementPaths = [LayoutModel.Path, JaegerEndpoints.Path, OtlpHttpEndpoints.Path],
        OperatorPages = [LayoutModel.Path],
    };

    /// <inheritdoc/>
    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.AddOptions<ObservatoryOptions>();
        module.Services.AddSingleton<TraceBuffer>();
        module.Services.AddSingleton<LogBuffer>();
        module.Services.AddSingleton<MetricBuffer>();
        module.Services.AddSingleton<TelemetryIngest>();
        module.Services.AddSingleton<ITelemetryTarget>(services => services.GetRequiredService<TelemetryIngest>());
        module.Services.AddSingleton<TelemetryStore>();
        module.Services.AddSingleton<ObservatoryLimits>();
        module.UseGrpcStep(own => own.GetRequiredService<ObservatoryLimits>().InvokeAsync);
        module.AddGrpcService<TraceGrpcService>(TraceService.BindService, OtlpHttpEndpoints.MaxBytes);
        module.AddGrpcService<MetricsGrpcService>(MetricsService.BindService, OtlpHttpEndpoints.MaxBytes);
        module.AddGrpcService<LogsGrpcService>(LogsService.BindService, OtlpHttpEndpoints.MaxBytes);
        module.UseHttpStep(app => app.Use((HttpContext context, RequestDelegate next) => app.ApplicationServices.GetRequiredService<ObservatoryLimits>().InvokeAsync(context, next)));
        module.MapEndpoints(OtlpHttpEndpoints.MapOtlpHttpEndpoints);
        module.MapEndpoints(ObservatoryPages.MapObservatoryPages);
        module.MapEndpoints(JaegerEndpoints.MapJaegerEndpoints);
    }
}
