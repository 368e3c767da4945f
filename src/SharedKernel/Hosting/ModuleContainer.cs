using System.Diagnostics;
using AstronomyShop.SharedKernel.Audit;
using AstronomyShop.SharedKernel.FeatureFlags;
using AstronomyShop.SharedKernel.Messaging;
using AstronomyShop.SharedKernel.Messaging.Kafka;
using AstronomyShop.SharedKernel.Messaging.RabbitMq;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Telemetry;
using AstronomyShop.SharedKernel.Web;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.SharedKernel.Hosting;

/// <summary>
/// Builds the service container of a module: its own services, and everything that it gets from the host. Of other modules it gets only clients.
/// </summary>
internal static class ModuleContainer
{
    public static ServiceProvider Build(ModuleBuilder builder, ShopSettings settings, IServiceProvider host)
    {
        var (module, descriptor) = (builder.Services, builder.Descriptor);
        module.AddSingleton(host.GetRequiredService<TimeProvider>());
        module.AddSingleton(host.GetRequiredService<IConfiguration>());
        module.AddSingleton(host.GetRequiredService<ILoggerFactory>());
        module.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        module.AddSingleton(host.GetRequiredService<IHostEnvironment>());
        module.AddSingleton(host.GetRequiredService<IWebHostEnvironment>());
        module.AddSingleton(host.GetRequiredService<IHostApplicationLifetime>());
        module.AddSingleton(host.GetRequiredService<DiagnosticListener>());
        module.AddOptions();
        module.AddModuleTelemetry(descriptor, host);
        module.AddModuleFeatureFlags(host);
        module.AddSingleton<IExceptionStatus, DatabaseExceptionStatus>();
        module.AddModuleRpc(descriptor, host);
        module.AddModuleWeb(descriptor, host, builder.Admission, builder.Pipeline, builder.Endpoints, () => host.GetRequiredService<ShopEndpoints>().Web);
        module.AddSingleton(new MessagingOptions(settings.LinksEvents));
        AddEvents(builder, settings, host);
        module.AddModuleAudit(descriptor, host);
        builder.Decorators.ForEach(wrap => wrap(module));
        return module.BuildServiceProvider(validateScopes: true);
    }

    private static void AddEvents(ModuleBuilder builder, ShopSettings settings, IServiceProvider host)
    {
        if (settings.RabbitMq is { } broker && builder.Descriptor.Consumes.Count > 0)
        {
            builder.Services.AddRabbitMqAuditSource(builder.Descriptor, broker, host);
        }

        if (builder.Descriptor.Publishes.Count == 0)
        {
            return;
        }

        if (settings.Kafka is { } kafka)
        {
            builder.Services.AddKafkaEventDelivery(kafka);
        }
        else if (settings.RabbitMq is not null)
        {
            builder.Services.AddRabbitMqEventDelivery(host);
        }
        else
        {
            builder.Services.AddDirectEventDelivery(host);
        }
    }
}
