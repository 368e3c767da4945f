using System.Diagnostics.Metrics;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>Adds the telemetry of all modules to a web application.</summary>
public static class TelemetryHosting
{
    private const string Retry = "OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY";

    extension(RunningModule module)
    {
        /// <summary>The telemetry of the module.</summary>
        public ModuleTelemetry Telemetry => module.Services.GetRequiredService<ModuleTelemetry>();
    }

    /// <summary>Adds the export of telemetry to the host, by the standard <c>OTEL_*</c> settings.</summary>
    public static void AddShopTelemetry(this WebApplicationBuilder builder, ShopTopology shop)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(shop);

        // The SDK's exporters repeat a failed request only with this variable, and read it from nowhere else.
        if (builder.Configuration[Retry] is null)
        {
            Environment.SetEnvironmentVariable(Retry, "in_memory");
        }

        // Created here, so that an invalid setting stops the start.
        var settings = new OtelSettings(new OtelVariables(builder.Configuration));
        builder.Services.AddSingleton(host => new ProcessTelemetry(shop.Running, settings, host));
        builder.Services.AddHostedService(host => host.GetRequiredService<ProcessTelemetry>());
        builder.Services.AddSingleton(host => new TelemetryRelay(host.GetRequiredService<ProcessTelemetry>(), host.GetRequiredService<TimeProvider>()));
        builder.Services.AddHostedService(host => host.GetRequiredService<TelemetryRelay>());

        var hasTarget = settings.Logs is not null || shop.Running.Any(descriptor => descriptor.ReceivesTelemetry);
        if (hasTarget && !settings.IsDisabled)
        {
            builder.Services.AddSingleton<ILoggerProvider, ModuleLoggerProvider>();

            // Information records of modules are exported, also where the console shows only warnings.
            builder.Logging.AddFilter<ModuleLoggerProvider>("AstronomyShop", LogLevel.Information);
        }
    }

    /// <summary>Adds the telemetry of one module to its container.</summary>
    /// <param name="module">The services of the module, which already have those of the host.</param>
    /// <param name="descriptor">The descriptor of the module.</param>
    /// <param name="host">The services of the host.</param>
    public static void AddModuleTelemetry(this IServiceCollection module, ModuleDescriptor descriptor, IServiceProvider host)
    {
        module.AddSingleton(_ => new ModuleTelemetry(descriptor, host.GetRequiredService<ILoggerFactory>()));
        module.AddSingleton<IMeterFactory>(own => own.GetRequiredService<ModuleTelemetry>());
        module.AddSingleton(host.GetRequiredService<TelemetryRelay>());
        module.AddModuleProviders(descriptor, host.GetRequiredService<ProcessTelemetry>());
    }

    /// <summary>Maps <c>/metrics</c>: the metrics of all modules in Prometheus's text format.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder routes) => routes.MapGet("/metrics", (ProcessTelemetry telemetry) => TypedResults.Text(PrometheusText.Write(telemetry.Scrape.Collect()), PrometheusText.ContentType));
}
