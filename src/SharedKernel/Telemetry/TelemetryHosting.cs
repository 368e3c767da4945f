using AstronomyShop.Contracts.Otlp;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>Adds the telemetry of all modules to a web application.</summary>
internal static class TelemetryHosting
{
    public static void Add(WebApplicationBuilder builder, ShopSettings shop)
    {
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

        var hasTarget = settings.Logs is not null || shop.Running.Any(descriptor => descriptor.ReceivesTelemetry);
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
}
