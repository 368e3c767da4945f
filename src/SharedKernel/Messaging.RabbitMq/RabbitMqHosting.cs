using AstronomyShop.SharedKernel.Audit;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Telemetry;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Messaging.RabbitMq;

/// <summary>Adds the RabbitMQ broker to a module: the delivery of what it publishes, and the snapshots of its queue.</summary>
public static class RabbitMqHosting
{
    /// <summary>Adds the delivery of events through the broker.</summary>
    /// <param name="module">The services of the publishing module.</param>
    /// <param name="host">The services of the host.</param>
    public static void AddRabbitMqEventDelivery(this IServiceCollection module, IServiceProvider host) =>
        module.AddSingleton<IEventDelivery>(own => new RabbitMqDelivery(host.GetRequiredService<IBus>(), own.GetRequiredService<ModuleTelemetry>()));

    /// <summary>Adds the audit snapshots of the queue of a consuming module.</summary>
    /// <param name="module">The services of the consuming module.</param>
    /// <param name="descriptor">The descriptor of the module.</param>
    /// <param name="settings">The broker.</param>
    /// <param name="host">The services of the host.</param>
    public static void AddRabbitMqAuditSource(this IServiceCollection module, ModuleDescriptor descriptor, RabbitMqSettings settings, IServiceProvider host) =>
        module.AddSingleton<IAuditSource>(_ => new RabbitMqAuditSource(descriptor, settings, host.GetRequiredService<IBus>()));
}
