using AstronomyShop.SharedKernel.Modularity;
using MassTransit;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Messaging;

/// <summary>A consumer of a module, which the bus of the process takes from the module's container.</summary>
/// <param name="AddTo">Registers it with its definition.</param>
/// <param name="CreateDispatcher">Creates its receive endpoint for messages that another client than MassTransit reads.</param>
internal sealed record ConsumerBinding(Action<IBusRegistrationConfigurator> AddTo, Func<IReceiveEndpointDispatcherFactory, IReceiveEndpointDispatcher> CreateDispatcher)
{
    public static ConsumerBinding Of<TConsumer, TDefinition>(ModuleDescriptor module)
        where TConsumer : class, IConsumer
        where TDefinition : class, IConsumerDefinition<TConsumer> => new(
            bus =>
            {
                bus.AddScoped(host => host.GetRequiredService<RunningShop>().Find(module)!.Services.GetRequiredService<TConsumer>());
                bus.AddConsumer<TConsumer, TDefinition>();
            },
            factory => factory.CreateConsumerReceiver<TConsumer>(module.ServiceName));
}
