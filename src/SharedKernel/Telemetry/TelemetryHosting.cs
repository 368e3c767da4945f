using AstronomyShop.SharedKernel.Modularity;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>Adds to a web application what its modules share for their telemetry.</summary>
internal static class TelemetryHosting
{
    private const string Retry = "OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY";

    public static void Add(WebApplicationBuilder builder, ShopSettings shop)
    {
        // The SDK's exporters repeat a failed request only with this variable, and read it from nowhere else.
        if (builder.Configuration[Retry] is null)
        {
            Environment.SetEnvironmentVariable(Retry, "in_memory");
        }

        // Created here, so that an invalid setting stops the start.
        var settings = new OtelSettings(builder.Configuration);
        builder.Services.AddSingleton(host => new ProcessTelemetry(shop.Running, settings, host));
        builder.Services.AddHostedService(host => host.GetRequiredService<ProcessTelemetry>());
        builder.Services.AddSingleton(host => new TelemetryRelay(host.GetRequiredService<ProcessTelemetry>(), host.GetRequiredService<TimeProvider>()));
        builder.Services.AddHostedService(host => host.GetRequiredService<TelemetryRelay>());

        var hasTarget = settings.Logs is not null || shop.Running.Any(descriptor => descriptor.IsObservatory);
        if (hasTarget && !settings.IsDisabled)
        {
            builder.Services.AddSingleton<ILoggerProvider, ModuleLoggerProvider>();

            // Information records of modules are exported, also where the console shows only warnings.
            builder.Logging.AddFilter<ModuleLoggerProvider>("AstronomyShop", LogLevel.Information);
        }
    }
}
