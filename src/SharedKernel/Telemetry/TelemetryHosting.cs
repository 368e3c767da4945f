using System.Diagnostics.Metrics;
using AstronomyShop.Contracts.Otlp;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>Adds the telemetry of all modules to a web application.</summary>
public static class TelemetryHosting
{
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
        var settings = new OtelSettings(builder.Configuration);
        var identities = new ModuleResources(shop.Running, settings);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(identities);
        builder.Services.AddSingleton<MetricCollector>();

        var lines = new TelemetryQueue<(Resource, string, Contracts.Otlp.LogRecord)>(settings.QueueSize, settings.BatchSize);
        builder.Services.AddSingleton(_ => lines);
        builder.Services.AddSingleton(_ => new SpanRelay(settings));
        builder.Services.AddSingleton(_ => new LogRelay(settings));
        builder.Services.AddSingleton<TelemetryPipeline>();
        builder.Services.AddHostedService(host => host.GetRequiredService<TelemetryPipeline>());

        var hasTarget = settings.Logs is not null || shop.Running.Any(descriptor => descriptor.IsObservatory);
        if (hasTarget && !settings.IsDisabled)
        {
            builder.Logging.AddOpenTelemetry(logs =>
            {
                logs.IncludeFormattedMessage = true;
                logs.AddProcessor(new LogQueueProcessor(identities, lines));
            });

            // Information records of modules are exported, also where the console shows only warnings.
            builder.Logging.AddFilter<OpenTelemetryLoggerProvider>("AstronomyShop", LogLevel.Information);
        }
    }

    /// <summary>Adds the telemetry of one module to its container.</summary>
    /// <param name="module">The services of the module.</param>
    /// <param name="descriptor">The descriptor of the module.</param>
    /// <param name="host">The services of the host.</param>
    public static void AddModuleTelemetry(this IServiceCollection module, ModuleDescriptor descriptor, IServiceProvider host)
    {
        module.AddSingleton(_ => new ModuleTelemetry(descriptor, host.GetRequiredService<ILoggerFactory>()));
        module.AddSingleton<IMeterFactory>(own => own.GetRequiredService<ModuleTelemetry>());
        module.AddSingleton(host.GetRequiredService<SpanRelay>());
        module.AddSingleton(host.GetRequiredService<LogRelay>());
    }

    /// <summary>Maps <c>/metrics</c>: the metrics of all modules in Prometheus's text format.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", (MetricCollector measured) => TypedResults.Text(PrometheusText.Write(measured.Collect()), PrometheusText.ContentType));
}
