using AstronomyShop.SharedKernel.Modularity;
using Google.Protobuf.Reflection;
using MassTransit;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Messaging;

/// <summary>A consumer of a module, which the bus of the process takes from the module's container.</summary>
/// <param name="Consumer">The class of the consumer.</param>
/// <param name="AddTo">Registers it with its definition.</param>
/// <param name="CreateDispatcher">Creates its receive endpoint for messages that another client than MassTransit reads.</param>
internal sealed record ConsumerBinding(Type Consumer, Action<IBusRegistrationConfigurator> AddTo, Func<IReceiveEndpointDispatcherFactory, IReceiveEndpointDispatcher> CreateDispatcher)
{
    public bool Consumes(MessageDescriptor type) => Consumer.IsAssignableTo(typeof(IConsumer<>).MakeGenericType(type.ClrType));

    public static ConsumerBinding Of<TConsumer, TDefinition>(ModuleDescriptor module)
        where TConsumer : class, IConsumer
        where TDefinition : class, IConsumerDefinition<TConsumer> => new(
            typeof(TConsumer),
            bus =>
            {
                bus.AddScoped(host => host.GetRequiredService<RunningShop>().Find(module)!.Services.GetRequiredService<TConsumer>());
                bus.AddConsumer<TConsumer, TDefinition>();
            },
            factory => factory.CreateConsumerReceiver<TConsumer>(module.ServiceName));
}
